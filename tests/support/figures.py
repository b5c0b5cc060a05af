"""Figures that a test found, for reports: pytest writes them into the file of ``--junitxml``."""

from collections.abc import Callable

Figures = Callable[[str, object], None]
"""The type of the fixture ``figures``: call it with a name and a value."""
