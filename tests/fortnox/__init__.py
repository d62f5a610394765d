"""Tests of the Fortnox client."""
