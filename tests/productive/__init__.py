"""Tests of the Productive client."""
