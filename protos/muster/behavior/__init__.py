"""The behaviour contract between bodies and minds."""
