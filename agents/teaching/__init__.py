"""The owner teaches the Listener: intents of their own, and corrected readings."""
