"""Questions that found no answer: collected for the owner, so that the knowledge can grow."""
