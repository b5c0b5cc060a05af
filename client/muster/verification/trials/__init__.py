"""What the standards ask to be tried, by subject; several standards ask for the same trial."""
