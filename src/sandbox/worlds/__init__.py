"""Worlds: the lived-in data that the sandbox starts with."""
