"""The sandbox's plain pages for people: its index and the ledgers."""
