"""What people say, and all other text from elsewhere, as data: one line that can't pass for part of a prompt."""

import re
import unicodedata
from functools import lru_cache

# Of tags of ours and of the models' own turns: <now>, <|im_start|>, [INST], {{ .System }}, ### Instruction, ```.
_DELIMITERS = re.compile(r"[<>\[\]{}|`#\\▁]+")
_OPTION = re.compile(r"(?<!\w)([^\W\d_])[\s).:]*(?:\)|[.:](?=\s|$))")
_BLANKS = re.compile(r"\s+")
# Plain text that none of the above can change.
_PLAIN = re.compile(r"(?:[A-Za-z0-9,;!?'’/&+%-]|(?<=[A-Za-z0-9]{2})[.:)](?=$| |\")| (?! ))*")
_MOST_MARKS = 2  # combining marks on one letter


@lru_cache(maxsize=8192)
def clean(text: str, most: int) -> str:
    """Return at most ``most`` characters of a text on one line, without what could end its quotes or its block.

    Control, format and bidirectional characters go, look-alikes of delimiters become them (NFKC) and go too, double
    quotes become single ones, and letters that stand like an option's ("A) run") lose what makes them look so.
    """
    text = text[: 4 * most]
    if not _PLAIN.fullmatch(text):
        text = _without_marks(unicodedata.normalize("NFKC", text))
        text = _DELIMITERS.sub(" ", text).translate(_QUOTES)
        text = _OPTION.sub(r"\1 ", text)
    text = _BLANKS.sub(" ", text).strip()
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


_QUOTES = {ord(quote): "'" for quote in '"“”„‟«»″‶'}


def _without_marks(text: str) -> str:
    """The text without invisible characters and with few marks a letter; line ends become blanks."""
    kept: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if category in ("Cc", "Zl", "Zp"):
            kept.append(" ")
        elif category[0] != "C" and marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)
