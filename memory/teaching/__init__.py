"""What the owner taught, as it is stored and read back."""
