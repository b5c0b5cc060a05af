"""Frozen dataclasses from plain mappings, driven by the type hints; the one place that sees untyped values."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from muster.scenario.errors import ScenarioError
from muster.scenario.limits import LIMITS
from muster.scenario.place import Place, nearest, shown
from muster.scenario.rules import Rule

T = TypeVar("T")
_WIDE = Rule()


def read(cls: type[T], raw: object, at: Place, *, written: Mapping[str, str] | None = None) -> T:
    """Return the ``cls`` that the mapping ``raw`` describes, or raise with everything that is wrong with it.

    ``written`` gives the key under which a field stands in the file where that is not its name. Values that are
    already of the hinted class are taken as they are; an error that stands in place of a value is reported there.
    """
    if isinstance(raw, cls):
        return raw
    if not isinstance(raw, dict):
        raise at.error(f"{shown(raw)} is not a table", f"write the fields of a {cls.__name__.lower()}")
    table = cast("dict[str, Any]", raw)
    wanted = {(written or {}).get(field.name, field.name): field for field in _fields(cls)}
    problems = _unknown(table, tuple(wanted), at)
    values: dict[str, object] = {}
    for key, field in wanted.items():
        try:
            if key in table:
                values[field.name] = _field(cls, field.name, table[key], at.key(key))
            elif _is_required(field):
                raise at.error(f"{key!r} is missing", f"add it, {_described(_hints(cls)[field.name])}")
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(*problems)
    return cls(**values)


def _field(cls: type, name: str, raw: object, at: Place) -> object:
    return value(_hints(cls)[name], raw, at, LIMITS.get(cls, {}).get(name, _WIDE))


def value(hint: Any, raw: object, at: Place, rule: Rule) -> object:
    """Return ``raw`` as a value of type ``hint`` that keeps to ``rule``."""
    if isinstance(raw, ScenarioError):
        raise raw
    if get_origin(hint) in (Union, types.UnionType):
        inner = next(kind for kind in get_args(hint) if kind is not type(None))
        return None if raw is None else value(inner, raw, at, rule)
    if get_origin(hint) is tuple:
        return _entries(get_args(hint), raw, at, rule)
    if is_dataclass(hint):
        return read(cast("type[object]", hint), raw, at)
    if issubclass(hint, StrEnum):
        return _choice(hint, raw, at)
    return _scalar(hint, raw, at, rule)


def _entries(kinds: tuple[Any, ...], raw: object, at: Place, rule: Rule) -> tuple[object, ...]:
    if not isinstance(raw, list | tuple):
        raise at.error(f"{shown(raw)} is not a list", "write it in brackets, [...]")
    items = cast("list[object]", raw)
    if kinds[-1] is Ellipsis:
        rule.count(len(items), at)
        hints = [kinds[0]] * len(items)
    elif len(items) == len(kinds):
        hints = list(kinds)
    else:
        raise at.error(f"{len(items)} entries, not {len(kinds)}", f"write exactly {len(kinds)}")
    done: list[object] = []
    problems: list[str] = []
    for index, (hint, item) in enumerate(zip(hints, items, strict=True)):
        try:
            done.append(value(hint, item, at.item(index), rule.of_entry(index)))
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(*problems)
    return tuple(done)


def _choice(kind: type[StrEnum], raw: object, at: Place) -> StrEnum:
    known = tuple(member.value for member in kind)
    if isinstance(raw, str) and raw in known:
        return kind(raw)
    remedy = f"choose one of {', '.join(known)}"
    hint = nearest(raw, known, otherwise="") if isinstance(raw, str) else ""
    raise at.error(f"{shown(raw)} is not a {kind.__name__}", f"{remedy} {hint}".strip())


def _scalar(kind: type, raw: object, at: Place, rule: Rule) -> object:
    if kind is float and isinstance(raw, int) and not isinstance(raw, bool):
        rule.number(raw, at)
        return float(raw)
    if not isinstance(raw, kind) or (kind is int and isinstance(raw, bool)):
        raise at.error(f"{shown(raw)} is not {_described(kind)}", "correct it")
    if isinstance(raw, str):
        rule.text(raw, at)
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        rule.number(raw, at)
    return raw


def _unknown(table: Mapping[str, Any], known: tuple[str, ...], at: Place) -> list[str]:
    return [
        str(at.error(f"unknown key {shown(key)}", nearest(key, known, otherwise=f"known are {', '.join(known)}")))
        for key in table
        if key not in known
    ]


def _described(hint: Any) -> str:
    names = {str: "text in quotes", float: "a number", int: "a whole number", bool: "true or false"}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return f"one of {', '.join(hint)}"
    return names.get(cast("type", hint), "a list" if get_origin(hint) is tuple else "a table")


def _is_required(field: "Field[Any]") -> bool:
    return field.default is MISSING and field.default_factory is MISSING


@cache
def _fields(cls: type) -> "tuple[Field[Any], ...]":
    return tuple(field for field in fields(cls) if field.init)


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)
