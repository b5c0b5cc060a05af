"""Reads who is played by which model: a TOML file.

    [[mind]]
    name = "Ruth Klein"      # or role = "...", or duty = "staff"; or several, which must all fit
    backend = "ollama"
    model = "qwen2.5:7b"     # also host, decide, slots and num_ctx

    [[mind]]                 # the last one is for everybody else
    backend = "builtin"

The first that fits a person counts. What is not given is as on the command line.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

from muster.behavior.v1.vocabulary import Duty
from muster.server.backend import Backend
from muster.server.errors import BackendError
from muster.server.mixing import Mixing, Part
from muster.server.options import BackendOptions
from muster.server.registry import make_backend

_DUTIES = {duty.name.lower(): duty for duty in Duty if duty}
_DECIDES = ("label", "json")
_TEXTS = ("name", "role", "duty", "backend", "model", "host", "decide")
_NUMBERS = ("slots", "num_ctx")

Make = Callable[[str, BackendOptions], Backend]


def mixed_backend(path: Path, options: BackendOptions, make: Make = make_backend) -> Mixing:
    """Return the backend that a table describes.

    Raises:
        BackendError: the file cannot be read, or one of its backends cannot be made; the message names the entry.
    """
    entries = _entries(path)
    made: dict[tuple[str, BackendOptions], Backend] = {}
    parts: list[Part] = []
    for number, entry in enumerate(entries, start=1):
        where = f"{path}, mind {number}"
        name, wanted = _wanted(entry, options, where)
        if (name, wanted) not in made:
            made[name, wanted] = _made(make, name, wanted, where)
        parts.append(_part(entry, made[name, wanted], where))
    _check_all_are_played(parts, path)
    return Mixing(parts)


def _entries(path: Path) -> list[Mapping[str, object]]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BackendError(f"the table of minds {path} cannot be read ({error}); name another") from error
    except tomllib.TOMLDecodeError as error:
        raise BackendError(f"the table of minds {path} is no TOML: {error}") from error
    minds: object = table.pop("mind", None)
    if table:
        raise BackendError(f"{path} has {', '.join(table)}; a table of minds consists of [[mind]] entries only")
    if not isinstance(minds, list) or not minds:
        raise BackendError(f"{path} has no entry; begin each with a line [[mind]]")
    return [_entry(mind, f"{path}, mind {number}") for number, mind in enumerate(cast("list[object]", minds), start=1)]


def _entry(mind: object, where: str) -> Mapping[str, object]:
    if not isinstance(mind, dict):
        raise BackendError(f"{where} is {mind!r}; begin each entry with a line [[mind]]")
    fields = cast("dict[str, object]", mind)
    for key, value in fields.items():
        if key not in _TEXTS + _NUMBERS:
            raise BackendError(f"{where}: {key} is unknown; there are {', '.join(_TEXTS + _NUMBERS)}")
        if key in _TEXTS and not (isinstance(value, str) and value):
            raise BackendError(f"{where}: {key} is {value!r}; give a text")
        if key in _NUMBERS and not (isinstance(value, int) and not isinstance(value, bool) and value > 0):
            raise BackendError(f"{where}: {key} is {value!r}; give a whole number above 0")
    return fields


def _wanted(entry: Mapping[str, object], options: BackendOptions, where: str) -> tuple[str, BackendOptions]:
    if "backend" not in entry:
        raise BackendError(f'{where}: backend is missing; give one, such as backend = "ollama"')
    if (decide := entry.get("decide", options.decide)) not in _DECIDES:
        raise BackendError(f"{where}: decide is {decide!r}; give one of {', '.join(_DECIDES)}")
    given = {key: entry[key] for key in ("model", "host", "decide", "slots", "num_ctx") if key in entry}
    return str(entry["backend"]), replace(options, **given)  # pyright: ignore[reportArgumentType]: checked above


def _made(make: Make, name: str, options: BackendOptions, where: str) -> Backend:
    try:
        return make(name, options)
    except BackendError as error:
        raise BackendError(f"{where}: {error}") from error


def _part(entry: Mapping[str, object], backend: Backend, where: str) -> Part:
    duty = str(entry.get("duty", ""))
    if duty and duty not in _DUTIES:
        raise BackendError(f"{where}: duty is {duty!r}; give one of {', '.join(_DUTIES)}")
    return Part(backend, str(entry.get("name", "")), str(entry.get("role", "")), _DUTIES.get(duty))


def _check_all_are_played(parts: list[Part], path: Path) -> None:
    early = [number for number, part in enumerate(parts[:-1], start=1) if part.is_for_all]
    if early:
        raise BackendError(
            f"{path}, mind {early[0]} is for everybody, so those after it play nobody; move it to the end"
        )
    if not parts[-1].is_for_all:
        raise BackendError(f"{path} leaves some people to nobody; end with a [[mind]] without name, role and duty")
