"""Evolves personas until the crowd behaves as a benchmark says, and measures how far it got."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from muster.optimizer.api import compare, evaluate, optimize

__all__ = ["compare", "evaluate", "optimize"]


def __getattr__(name: str) -> object:
    """Import the functions of ``muster.optimizer.api`` when they are asked for: it takes a second."""
    if name in __all__:
        return getattr(import_module("muster.optimizer.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
