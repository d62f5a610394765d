"""The pages, asked for as a browser without script asks."""
