"""The room watching."""
