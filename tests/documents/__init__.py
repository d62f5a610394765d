"""The invoice on paper, read back."""
