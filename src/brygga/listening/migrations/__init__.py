"""What made the tables of this room what they are."""
