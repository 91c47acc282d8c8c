"""Minds: what an agent thinks with. Embedded ones need no network and no model server."""
