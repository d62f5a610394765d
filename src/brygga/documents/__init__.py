"""The invoice as a page: facts in, a PDF out. Pure: no clock, no network, no database."""
