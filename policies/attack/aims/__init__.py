"""Attacks by what they are after, whatever the order of their words or their language.

Each aim is a meeting of concepts: who is told to drop what, to become whom, to show which text.
Source of the kinds: Perez & Ribeiro (2022), Shen et al. (2024), Greshake et al. (2023).
"""
