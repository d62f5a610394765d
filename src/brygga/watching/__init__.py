"""After sending: what became of copied invoices in Fortnox, read by cursor, compared and told."""
