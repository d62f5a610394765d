"""What must never happen: every point at which a process can die, and every answer that can be lost."""
