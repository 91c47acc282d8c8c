"""The shared language of Kizashi: the typed things that travel between the rooms of the house."""

__version__ = "0.1.0"
