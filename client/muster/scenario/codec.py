"""A whole scenario as one canonical JSON text and back, for recordings and for hashes of what a result rests on."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from typing import Any, cast

from muster.scenario.exercise import Exercise
from muster.scenario.parsing import read
from muster.scenario.place import Place
from muster.scenario.scenario import Scenario
from muster.scenario.source import parse_json, take_format

FORMAT = "muster-recorded-scenario/1"
EXERCISE_FORMAT = "muster-recorded-exercise/1"
_WHOLE = 2**53  # beyond it not every whole float is itself again


def to_json(scenario: Scenario) -> str:
    """Return ``scenario`` with its building and people; equal scenarios give equal text."""
    return _canonical({"format": FORMAT, **_plain(scenario)})


def brief_json(value: object) -> str:
    """Return a dataclass as canonical JSON without the fields that are as they are by default; ``read`` reads it."""
    return _canonical(_brief(value))


def from_json(text: str) -> Scenario:
    """Return the very scenario that ``to_json`` wrote."""
    at = Place("recorded scenario")
    return read(Scenario, take_format(parse_json(text, at), FORMAT, at), at)


def exercise_json(exercise: Exercise) -> str:
    """Return ``exercise`` without its scenario, which a recording holds apart; equal exercises give equal text."""
    plain = {name: value for name, value in _plain(exercise).items() if name != "scenario"}
    return _canonical({"format": EXERCISE_FORMAT, **plain})


def exercise_from_json(text: str, scenario: Scenario) -> Exercise:
    """Return the very exercise that ``exercise_json`` wrote, played in ``scenario``."""
    at = Place("recorded exercise")
    return read(Exercise, {**take_format(parse_json(text, at), EXERCISE_FORMAT, at), "scenario": scenario}, at)


def personas_hash(scenario: Scenario) -> str:
    """Return the SHA-256, in hex, of the people as the file has them, before any repetition."""
    return _hash(scenario.population.personas)


def building_hash(scenario: Scenario) -> str:
    """Return the SHA-256, in hex, of the building."""
    return _hash(scenario.building)


def _hash(value: object) -> str:
    return hashlib.sha256(_canonical(_plain(value)).encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _brief(value: object) -> dict[str, Any]:
    """Return the fields of a dataclass that say something, those of dataclasses within likewise."""
    assert is_dataclass(value)
    told = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
    default = {field.name: field.default for field in fields(value)}
    return {
        name: _brief(said) if is_dataclass(said) else _plain(said)
        for name, said in told.items()
        if said != default[name] or type(said) is not type(default[name])
    }


def _plain(value: object) -> Any:
    """Return ``value`` made of dicts, lists and scalars; 3.0 becomes 3, so that equal values are written alike."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.init}
    if isinstance(value, tuple):
        return [_plain(item) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE:
        return int(value)
    return value
