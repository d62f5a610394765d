"""The room copying."""
