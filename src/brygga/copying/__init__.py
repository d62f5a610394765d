"""Copies of invoices from Productive to Fortnox: preview, copy, and what is done when an answer is lost."""
