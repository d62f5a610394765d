"""What happened: who, when, what, before and after; never changed, never deleted."""
