"""When work runs: asking for it, waking it, taking it over; the only room that knows the engine."""
