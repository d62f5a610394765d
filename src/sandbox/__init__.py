"""A stand-in for Fortnox and Productive, for building, testing and trying Brygga without either."""
