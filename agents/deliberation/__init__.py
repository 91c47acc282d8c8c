"""Deliberation: the four agents as a team that talks one hard case over, apart from any turn."""
