"""Tests of the sandbox's Fortnox."""
