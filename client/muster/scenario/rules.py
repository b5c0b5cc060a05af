"""What a value may be beyond its type: ranges, lengths, words; ``limits.py`` says it field by field."""

import re
from dataclasses import dataclass

from muster.scenario.place import Place, shown

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ID = re.compile(r"\w[\w.:-]{0,79}")


@dataclass(frozen=True)
class Rule:
    """Bounds on one field; they reach into lists, so a rule on points bounds every coordinate.

    Attributes:
        low, high: bounds on a number, both allowed unless ``above`` is set, which forbids ``low`` itself.
        unit: what the number counts, for the message.
        characters: longest text.
        words: most words in a text, or None.
        identifier: text must be an id: letters, digits, ``- _ . :``.
        filled: text must be one line that is not blank.
        items: fewest and most entries of a list.
        each: rules for the entries of a pair, in place of this one.
    """

    low: float = -1e6
    high: float = 1e6
    unit: str = ""
    above: bool = False
    characters: int = 2000
    words: int | None = None
    identifier: bool = False
    filled: bool = False
    items: tuple[int, int] = (0, 100_000)
    each: tuple["Rule", ...] = ()

    def of_entry(self, index: int) -> "Rule":
        """Return the rule for entry ``index`` of a list under this rule."""
        return self.each[index] if self.each else self

    def number(self, value: float, at: Place) -> None:
        """Raise unless ``value`` is within bounds, which NaN never is."""
        if self.low < value <= self.high or (value == self.low and not self.above):
            return
        bounds = f"{'above ' if self.above else ''}{self.low:g} to {self.high:g} {self.unit}".rstrip()
        raise at.error(f"{shown(value)} is outside {bounds}", "choose a number inside")

    def text(self, value: str, at: Place) -> None:
        """Raise unless ``value`` is printable, short enough and, where asked, an id or not blank."""
        if _CONTROL.search(value):
            raise at.error(f"{shown(value)} holds control characters", "remove them")
        if self.identifier and not _ID.fullmatch(value):
            raise at.error(f"{shown(value)} is not an id", "use up to 80 letters, digits, '-', '_', '.' or ':'")
        if self.filled and not value.strip():
            raise at.error("is blank", "write something")
        if self.filled and "\n" in value:
            raise at.error("spans several lines", "write it on one")
        if len(value) > self.characters:
            raise at.error(f"{len(value)} characters, more than {self.characters}", "shorten it")
        if self.words is not None and len(value.split()) > self.words:
            raise at.error(f"{len(value.split())} words, more than {self.words}", "shorten it")

    def count(self, items: int, at: Place) -> None:
        """Raise unless a list of ``items`` entries is neither too short nor too long."""
        fewest, most = self.items
        if not fewest <= items <= most:
            raise at.error(f"{items} entries, outside {fewest} to {most}", "add or remove some")
