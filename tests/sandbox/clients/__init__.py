"""Clients of Fortnox that somebody else wrote, run against the sandbox."""
