"""What the owner asks: a question is understood by the nearest of many examples."""
