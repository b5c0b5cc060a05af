"""The input log: how intents are written into a recording, and how all that moved bodies is read back.

The world trusts its intents, but a file may hold anything; so they are checked as they are read.
"""

import json
from collections.abc import Mapping
from typing import cast

from muster.recording.errors import RecordingDamaged
from muster.recording.origin import require_run
from muster.recording.reader import Recording
from muster.recording.rows import InputRow, canonical
from muster.scenario.errors import ScenarioError
from muster.scenario.inject import Inject
from muster.scenario.place import Place
from muster.scenario.play import Play
from muster.scenario.population import people
from muster.scenario.said_and_done import read_inject, read_play
from muster.scenario.scenario import Scenario
from muster.world.acts import DOOR_ACTS, PERSON_ACTS, REGION_ACTS, Act, Gait, Intent

DECISION = "decision"  # an intent
PLAY = "play"  # what a trainee does
INJECT = "inject"  # what an instructor does
WORD, NOTE, CONTROL = "word", "note", "control"  # these move nothing

_LOG = Place("input log")
_ACTS = {int(act): act for act in Act if act is not Act.UNSPECIFIED}
_GAITS = {int(gait): gait for gait in Gait if gait is not Gait.UNSPECIFIED}

Applied = Intent | Play | Inject

Inputs = Mapping[int, list[tuple[int, Applied]]]
"""By tick, in the order of the log: an agent, -1 for an inject, and what it is to do."""


def write_intent(intent: Intent) -> str:
    """Return an intent as the canonical JSON of the input log."""
    content: dict[str, object] = {"act": int(intent.act), "gait": int(intent.gait), "target": intent.target}
    if intent.avoid:
        content["avoid"] = sorted(intent.avoid)
    if intent.shut:
        content["shut"] = sorted(intent.shut)
    return canonical(content)


def read_inputs(recording: Recording) -> Inputs:
    """Return what moved the bodies of a recorded episode; raises RecordingDamaged for inputs that are impossible.

    Raises NotOurRun for an imported recording, which has no inputs.
    """
    require_run(recording)
    reader = _InputReader(recording.scenario)
    inputs: dict[int, list[tuple[int, Applied]]] = {}
    for number, row in enumerate(recording.inputs()):
        if row.kind not in _WHAT:
            continue
        inputs.setdefault(row.tick, []).append(_required(reader.read(row), recording, number, row.kind))
    return inputs


def read_outside(recording: Recording) -> list[tuple[int, int, int, Play | Inject]]:
    """Return number in the log, tick, agent (-1 for an inject) and act of all that came from outside, in order.

    Raises RecordingDamaged for what is impossible, and NotOurRun for an imported recording.
    """
    require_run(recording)
    reader, found = _InputReader(recording.scenario), list[tuple[int, int, int, Play | Inject]]()
    for number, row in enumerate(recording.inputs()):
        if row.kind in (PLAY, INJECT):
            agent, act = _required(reader.read(row), recording, number, row.kind)
            assert isinstance(act, Play | Inject)
            found.append((number, row.tick, agent, act))
    return found


def _required(found: tuple[int, Applied] | None, recording: Recording, number: int, kind: str) -> tuple[int, Applied]:
    if found is None:
        raise RecordingDamaged(f"{recording.path}: its input {number} is no {_WHAT[kind]}; take another copy")
    return found


def last_tick(recording: Recording) -> int:
    """Return the tick of the last state hash; raises RecordingDamaged where the scenario ends before it."""
    scenario = recording.scenario
    ticks = [row.tick for row in recording.hashes()]
    if any(not 0 <= tick <= round(scenario.duration / scenario.dt) for tick in ticks):
        raise RecordingDamaged(f"{recording.path}: its hashes go beyond the end of its scenario; take another copy")
    return max(ticks, default=0)


_WHAT = {DECISION: "decision of a mind", PLAY: "act of a trainee", INJECT: "act of an instructor"}
"""What each kind of input that moves bodies is."""


class _InputReader:
    """Reads inputs to one scenario: indices must be of its people, regions, doors, exits and spots."""

    def __init__(self, scenario: Scenario) -> None:
        building = scenario.building
        self._people, self._regions, self._doors = len(people(scenario)), len(building.regions), len(building.doors)
        self._limits: Mapping[Act, int] = (
            {Act.EXIT: len(building.exits), Act.HIDE: len(building.hiding_spots)}
            | dict.fromkeys(REGION_ACTS | {Act.CONFRONT}, self._regions)
            | dict.fromkeys(PERSON_ACTS, self._people)
            | dict.fromkeys(DOOR_ACTS, self._doors)
        )
        self._may_have_none = (frozenset(Act) - self._limits.keys()) | {Act.CONFRONT}

    def read(self, row: InputRow) -> tuple[int, Applied] | None:
        """Return agent and act, or None when the row is not such as an episode writes."""
        try:
            if row.kind == INJECT:
                return -1, read_inject(row.payload, _LOG)
            if row.agent is None or not 0 <= row.agent < self._people:
                return None
            if row.kind == PLAY:
                return row.agent, read_play(row.payload, _LOG)
        except ScenarioError:
            return None
        return self._intent(row.agent, row)

    def _intent(self, agent: int, row: InputRow) -> tuple[int, Intent] | None:
        content = _object(row.payload)
        act, gait = _ACTS.get(_whole(content.get("act"))), _GAITS.get(_whole(content.get("gait")))
        avoid = _indices(content.get("avoid", []), self._regions)
        shut = _indices(content.get("shut", []), self._doors)
        if act is None or gait is None or avoid is None or shut is None:
            return None
        target = _whole(content.get("target"))
        is_target = 0 <= target < self._limits.get(act, 0) or (target == -1 and act in self._may_have_none)
        if not is_target:
            return None
        return agent, Intent(act, target, gait, avoid, shut)


def _object(text: str) -> Mapping[str, object]:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def _whole(value: object) -> int:
    return value if type(value) is int else -2


def _indices(values: object, limit: int) -> frozenset[int] | None:
    """Return a list from a file as indices below ``limit``; None when it is something else."""
    if not isinstance(values, list):
        return None
    indices = frozenset(_whole(value) for value in cast("list[object]", values))
    return indices if all(0 <= index < limit for index in indices) else None
