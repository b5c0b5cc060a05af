"""The rows of a recording, as written and as read; named tuples because a run writes hundreds of thousands."""

import json
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple, TypeVar, get_args, get_type_hints

from muster.recording.errors import RecordingDamaged


class PersonRow(NamedTuple):
    """Who agent ``agent`` is, enough to label rows; the whole persona is in the scenario."""

    agent: int
    id: str
    name: str
    role: str
    duty: str
    age: int
    mobility: str


class PerceptRow(NamedTuple):
    """What one body noticed; ``message`` is a serialized ``muster.behavior.v1.Percept``."""

    agent: int
    ordinal: int
    tick: int
    trigger: int
    message: bytes


class DecisionRow(NamedTuple):
    """What one mind decided on percept ``ordinal``; it takes effect at ``tick``.

    ``act``, ``gait`` and ``source`` are wire numbers; ``message`` is a serialized ``muster.behavior.v1.Decision``.
    """

    agent: int
    ordinal: int
    tick: int
    option_id: str
    act: int
    gait: int
    source: int
    latency_us: int
    message: bytes


class ReflectionRow(NamedTuple):
    """What a mind said, thought or took note of after deciding on percept ``ordinal``; taken in at ``tick``.

    ``message`` is a serialized ``muster.behavior.v1.Words``. Minds whose words come with their decisions have none.
    """

    agent: int
    ordinal: int
    tick: int
    message: bytes


class WordRow(NamedTuple):
    """Something said aloud; ``volume`` is a wire number, ``heard`` counts those who heard it."""

    tick: int
    agent: int
    volume: int
    text: str
    heard: int


class EventRow(NamedTuple):
    """Something that happened: to ``agent``, by or with ``other``, at ``place`` (ids); None and "" where none."""

    tick: int
    kind: str
    agent: int | None = None
    other: int | None = None
    place: str = ""
    text: str = ""


class InputRow(NamedTuple):
    """One entry of the input log: what reached the world from outside, applied at ``tick``.

    ``payload`` is canonical JSON (see ``canonical``). The entry's number is its place in the log.
    """

    tick: int
    kind: str
    agent: int | None
    payload: str


class HashRow(NamedTuple):
    """The hash of the whole state at ``tick``, as hexadecimal text."""

    tick: int
    hash: str


_Row = TypeVar("_Row", PersonRow, PerceptRow, DecisionRow, ReflectionRow, WordRow, EventRow, InputRow, HashRow)


def canonical(payload: Mapping[str, object]) -> str:
    """Return JSON that is the same text for the same content: sorted keys, no blanks, NaN refused."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


@cache
def _kinds(row: type) -> tuple[tuple[type, ...], ...]:
    return tuple(get_args(hint) or (hint,) for hint in get_type_hints(row).values())


def checked(row: _Row, file: object, table: str) -> _Row:
    """Return ``row`` if its columns have the declared types; what comes from a file need not."""
    for name, kinds, value in zip(row._fields, _kinds(type(row)), row, strict=True):
        if type(value) not in kinds:
            fault = f"{name} is a {type(value).__name__}"
            raise RecordingDamaged(f"{file}: its {table} are damaged ({fault}); the rest may still be readable")
    return row
