"""Fairness: offers and refusals do not rest on who somebody is."""
