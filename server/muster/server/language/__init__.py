"""Minds played by a language model: what is asked, and what is made of replies (docs/prompts.md)."""

from muster.server.language.mind import LanguageMind

__all__ = ["LanguageMind"]
