"""Stories in a real browser against the real programs, from the first click to the last."""
