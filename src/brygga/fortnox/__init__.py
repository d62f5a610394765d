"""The client of Fortnox: our questions to it, and its answers as values."""
