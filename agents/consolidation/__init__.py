"""Consolidation: durable facts about a person, found in what they said."""
