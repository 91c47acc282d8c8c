"""Every way in and out of the house."""
