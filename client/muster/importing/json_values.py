"""JSON that another program wrote: every value knows its file and key, so that every complaint can name them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import cast

from muster.importing.errors import ImportFailed
from muster.scenario.errors import ScenarioError
from muster.scenario.place import Place, shown
from muster.scenario.source import read_text

_REMEDY = "export the log again, or mend it by hand"


@dataclass(frozen=True)
class Json:
    """One value and where it stands; whatever is asked of it and not there raises ImportFailed."""

    value: object
    at: Place

    def __getitem__(self, name: str) -> "Json":
        table = self._table()
        if name not in table:
            raise self.wrong(f"{name!r} is missing")
        return Json(table[name], self.at.key(name))

    def get(self, name: str) -> "Json | None":
        """Return the value of a key that may be missing or null."""
        return None if self._table().get(name) is None else self[name]

    def items(self) -> Iterator["Json"]:
        """Yield the entries of a list."""
        value = self.value
        if not isinstance(value, list):
            raise self.wrong(f"{shown(value)} is not a list")  # pyright: ignore[reportUnknownArgumentType]
        for index, item in enumerate(cast("list[object]", value)):
            yield Json(item, self.at.item(index))

    def named(self) -> Iterator[tuple[str, "Json"]]:
        """Yield the keys and values of a table."""
        for name in self._table():
            yield name, self[name]

    def number(self) -> float:
        """Return a finite number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.wrong(f"{shown(self.value)} is not a number")
        try:
            number = float(self.value)
        except OverflowError:
            number = float("inf")
        if not isfinite(number):
            raise self.wrong("is not a finite number")
        return number

    def text(self) -> str:
        """Return a text."""
        if not isinstance(self.value, str):
            raise self.wrong(f"{shown(self.value)} is not a text")
        return self.value

    def flag(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            raise self.wrong(f"{shown(self.value)} is neither true nor false")
        return self.value

    def wrong(self, problem: str) -> ImportFailed:
        """Return the error to raise for what stands here."""
        return ImportFailed(f"{self.at}: {problem}; {_REMEDY}")

    def _table(self) -> dict[str, object]:
        value = self.value
        if not isinstance(value, dict):
            raise self.wrong(f"{shown(value)} is not an object")
        return cast("dict[str, object]", value)


def read_json(path: Path) -> Json:
    """Return what a JSON file holds; raises ImportFailed when it cannot be read, or holds NaN or infinity."""
    at = Place(str(path))
    try:
        return Json(json.loads(read_text(path), parse_constant=_refuse), at)
    except ScenarioError as error:
        raise ImportFailed(str(error)) from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ImportFailed(f"{at}: not JSON: {error.msg} ({where}); {_REMEDY}") from None
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)[:120]
        raise ImportFailed(f"{at}: not usable JSON: {reason}; {_REMEDY}") from None


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not a number")
