"""The handbook in a window of its own. Nothing of it is read before it is asked for."""
