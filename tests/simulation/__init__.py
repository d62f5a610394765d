"""Payments under a seeded simulation: random people, faults and time, and what must hold all the while."""
