"""The Listener's embedded mind: reads intent, temperature, stall and sway on two CPU cores."""

from agents.minds.listener.mind import EmbeddedListener

__all__ = ["EmbeddedListener"]
