"""Payments from Fortnox to Productive: what is mirrored, what is wanted next, and what a person must look at."""
