"""Promises: what a text claims is compared with catalogue, documents and the owner's limits."""
