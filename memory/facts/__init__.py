"""Durable facts about people: how they are projected, and how they are read and corrected."""
