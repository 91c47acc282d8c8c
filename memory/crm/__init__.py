"""People from another system: an export read row by row, and what it would change."""
