"""Text, TOML and JSON from files that may be anything at all."""

import json
import tomllib
from pathlib import Path
from typing import Any

from muster.scenario.place import Place, nearest, shown

_LARGEST_MB = 32


def read_text(path: Path) -> str:
    """Return the UTF-8 text of a regular file of at most 32 MB."""
    at = Place(str(path))
    try:
        return _bytes_of(path, at).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise at.error(f"not UTF-8 text (byte {error.start})", "save it as UTF-8") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise at.error(f"cannot be read ({reason})", "check the path and its permissions") from None


def _bytes_of(path: Path, at: Place) -> bytes:
    if path.is_dir():
        raise at.error("is a folder, not a file", "name a file in it")
    if not path.exists():
        raise at.error("no such file", "check the path")
    if not path.is_file():
        raise at.error("is not a regular file", "copy its content into a file first")
    if path.stat().st_size > _LARGEST_MB * 10**6:
        raise at.error(f"is larger than {_LARGEST_MB} MB", "split or simplify it")
    return path.read_bytes()


def parse_toml(text: str, at: Place) -> dict[str, Any]:
    """Return the table that ``text`` holds."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise at.error(f"not TOML: {error}", "correct that line") from None
    except (ValueError, RecursionError) as error:
        raise at.error(f"not usable TOML: {_reason(error)}", "simplify it") from None


def parse_json(text: str, at: Place) -> dict[str, Any]:
    """Return the object that ``text`` holds; repeated keys and NaN are errors."""
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise at.error(f"not JSON: {error.msg} ({where})", "correct that line") from None
    except (ValueError, RecursionError) as error:
        raise at.error(f"not usable JSON: {_reason(error)}", "correct or simplify it") from None
    if not isinstance(value, dict):
        raise at.error(f"holds {shown(value)}", "write one JSON object, {...}")
    return value  # pyright: ignore[reportUnknownVariableType]


def take_format(table: dict[str, Any], expected: str, at: Place) -> dict[str, Any]:
    """Return ``table`` without its ``format`` key, which must be ``expected``."""
    found = table.get("format")
    if found == expected:
        return {key: value for key, value in table.items() if key != "format"}
    problem = "no format line" if found is None else f"format {shown(found)} is not {expected!r}"
    hint = nearest(str(found)[:80], (expected,), otherwise=f"write format = {expected!r}")
    raise at.error(problem, hint if found is not None else f"write format = {expected!r}")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {shown(twice)} stands twice in one object")
    return table


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _reason(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:120]
