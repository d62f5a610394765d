"""The client of Productive: our questions to it, and its answers as values."""
