"""Productive's API as public evidence shows it: JSON:API on the wire, invoices that add up behind it."""
