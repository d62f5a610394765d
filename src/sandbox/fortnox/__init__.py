"""Fortnox: its token endpoint, its API version 3 and the ledger behind them."""
