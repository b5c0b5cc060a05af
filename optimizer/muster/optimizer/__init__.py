"""Evolves personas until the crowd behaves as a benchmark says, and measures how far it got."""
