"""The built-in mind: a stochastic utility model whose traits are read from the persona's text."""

from muster.server.builtin.mind import BuiltinMind
from muster.server.builtin.traits import Traits, read_traits

__all__ = ["BuiltinMind", "Traits", "read_traits"]
