"""Pages on which a person plays the project manager: invoices as Productive's app would show them."""
