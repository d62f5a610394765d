"""What both API clients stand on: pace, authorise, send once, translate errors."""
