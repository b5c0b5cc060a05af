"""The rows of a recording, as written and as read; named tuples because a run writes hundreds of thousands."""

import json
from collections.abc import Mapping
from typing import NamedTuple


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


def canonical(payload: Mapping[str, object]) -> str:
    """Return JSON that is the same text for the same content: sorted keys, no blanks, NaN refused."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
