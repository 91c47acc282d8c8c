"""The terminal coach: the owner's seat. Speaks to the server over the public API only."""
