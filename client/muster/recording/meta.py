"""The ``meta`` table as a frozen value."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import cast

from muster.recording.errors import RecordingUnreadable


@dataclass(frozen=True)
class Meta:
    """What a recording says of itself.

    Attributes:
        dt, duration: simulated seconds; ``duration`` is what was planned.
        started_at: wall clock, ISO 8601 with zone.
        mind: ``backend`` and ``model``, the latter "" for the built-in mind.
        fingerprint: what must be equal for a rerun to be equal bit for bit.
        summary: what the run reported at its end; empty when unfinished.
        exercise: ``name``, ``roles``, ``retain_until`` (ISO date) and ``notice`` of one; empty for other runs.
        origin: ``program``, ``format``, ``source`` and ``lost`` of an imported recording; empty for runs of ours.
    """

    muster_version: str
    scenario: str
    seed: int
    agents: int
    dt: float
    duration: float
    started_at: str
    mind: Mapping[str, str]
    fingerprint: Mapping[str, str]
    personas_sha256: str
    building_sha256: str
    finished: bool
    summary: Mapping[str, object]
    exercise: Mapping[str, object] = field(default_factory=dict[str, object])
    origin: Mapping[str, object] = field(default_factory=dict[str, object])


_KINDS: dict[str, tuple[type, ...]] = {"seed": (int,), "agents": (int,), "dt": (int, float), "duration": (int, float)}
_LONGEST_STEP = 10.0  # seconds; beyond it the file is damaged
_TABLES = ("mind", "fingerprint", "summary", "exercise", "origin")


def parse_meta(rows: Mapping[str, str], file: object) -> Meta:
    """Return the rows as ``Meta``, or raise ``RecordingUnreadable``."""
    texts = {"summary": "{}", "exercise": "{}", "origin": "{}", **rows}
    values: dict[str, object] = {}
    for each in fields(Meta):
        values[each.name] = _value(each.name, texts.get(each.name), file)
    values["finished"] = values["finished"] == 1
    if not 0 < cast("float", values["dt"]) <= _LONGEST_STEP:
        raise _broken("dt", file)
    return Meta(**values)  # pyright: ignore[reportArgumentType]


def _value(key: str, text: str | None, file: object) -> object:
    try:
        value: object = json.loads(text or "", parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise _broken(key, file) from None
    if not isinstance(value, _kinds_of(key)):
        raise _broken(key, file)
    if key in ("mind", "fingerprint"):
        return {name: str(word) for name, word in cast("dict[str, object]", value).items()}
    return value


def _kinds_of(key: str) -> tuple[type, ...]:
    if key in _TABLES:
        return (dict,)
    return _KINDS.get(key, (int,) if key == "finished" else (str,))


def _refuse(name: str) -> None:
    raise ValueError(name)


def _broken(key: str, file: object) -> RecordingUnreadable:
    return RecordingUnreadable(
        f"{file}: its head is damaged ({key!r} cannot be read); take another copy or run the scenario again"
    )
