"""The room listening."""
