"""The room config."""
