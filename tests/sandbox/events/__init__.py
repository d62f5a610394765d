"""Tests of Fortnox's events."""
