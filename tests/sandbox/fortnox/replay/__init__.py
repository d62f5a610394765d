"""Recorded exchanges with the real Fortnox, played again to the sandbox."""
