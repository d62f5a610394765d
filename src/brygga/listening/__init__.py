"""Fortnox's notices: heard over one socket for all connections, written down, and followed up."""
