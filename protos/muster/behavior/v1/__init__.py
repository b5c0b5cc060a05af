"""Perceptions to the minds, decisions back: version 1 of the contract."""
