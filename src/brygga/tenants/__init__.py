"""Who we are: users, organisations and who belongs where."""
