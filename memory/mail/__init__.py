"""Mail that customers asked for."""
