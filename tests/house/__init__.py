"""Our own rules, as tests: what they forbid fails the build."""
