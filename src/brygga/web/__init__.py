"""The pages: one file a screen."""
