"""What the Makefile runs: set-up, demo and tests, with the standard library alone."""
