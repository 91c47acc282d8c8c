"""Policies: rules as data and the pure functions that apply them. No I/O."""
