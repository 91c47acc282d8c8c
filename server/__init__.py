"""The app, its wiring, access, and the command line."""
