"""Tests mirror src; journeys, faults and house stand beside it."""
