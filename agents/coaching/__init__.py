"""The Coach's work with the owner: answering, noticing, proposing, whispering."""
