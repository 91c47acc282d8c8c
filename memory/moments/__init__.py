"""Moments: reading + step + what happened next, kept from the journal and found again."""
