"""The Negotiator's embedded mind."""

from agents.minds.negotiator.mind import EmbeddedNegotiator

__all__ = ["EmbeddedNegotiator"]
