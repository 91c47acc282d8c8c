"""The customer's control: requests, erasure that outlives a restart, and periods of keeping."""
