"""Fortnox's own specification of April 2026, held against the sandbox."""
