"""The sandbox's Productive does what the evidence says Productive does."""
