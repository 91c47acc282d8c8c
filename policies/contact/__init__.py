"""Contact and consent: who may be written to, when, and how often."""
