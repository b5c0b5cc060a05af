"""What a person can do right now, as far as they know: at most 20 options, each with what they believe of it."""

from muster.perception.options.builder import OptionBuilder

__all__ = ["OptionBuilder"]
