"""What the environment says, and how Django is put together from it."""
