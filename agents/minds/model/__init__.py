"""Language-model minds: they refine what the embedded minds computed, inside the same bounds."""
