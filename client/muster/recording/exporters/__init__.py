"""Recordings in other programs' formats. Start at ``registry.export``."""
