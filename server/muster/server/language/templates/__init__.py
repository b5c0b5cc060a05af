"""The texts of the prompts, one a file; ``$name`` is a blank."""

from functools import cache
from importlib.resources import files
from string import Template


@cache
def template(name: str) -> Template:
    """Return a template by its file's name without ``.txt``; what fills its blanks is never read for blanks itself."""
    return Template(files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8").rstrip("\n"))
