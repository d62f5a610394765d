"""Who we may speak for: subsidiaries, connections to Fortnox, their settings, tokens and pace."""
