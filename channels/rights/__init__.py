"""A person's rights over HTTP: a copy of their data, its erasure, and who gets what and why."""
