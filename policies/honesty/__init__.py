"""Honesty: an AI says that it is one, who asks for a person gets one, and ads are seen as ads."""
