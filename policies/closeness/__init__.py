"""Closeness: a text shows no more knowing than the person expects (over-personalisation)."""
