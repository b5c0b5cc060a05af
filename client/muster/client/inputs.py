"""The input log: how intents are written into a recording, and read back as such as an episode writes.

The world trusts its intents, but a file may hold anything; so they are checked as they are read.
"""

import json
from collections.abc import Mapping
from typing import cast

from muster.recording.errors import RecordingDamaged
from muster.recording.reader import Recording
from muster.recording.rows import InputRow, canonical
from muster.scenario.population import people
from muster.scenario.scenario import Scenario
from muster.world.acts import DOOR_ACTS, PERSON_ACTS, Act, Gait, Intent

DECISION = "decision"  # an intent; the only kind that moves bodies
WORD = "word"

_ACTS = {int(act): act for act in Act if act is not Act.UNSPECIFIED}
_GAITS = {int(gait): gait for gait in Gait if gait is not Gait.UNSPECIFIED}

Inputs = Mapping[int, list[tuple[int, Intent]]]
"""By tick, in the order of the log: an agent and what it is to do."""


def write_intent(intent: Intent) -> str:
    """Return an intent as the canonical JSON of the input log."""
    content: dict[str, object] = {"act": int(intent.act), "gait": int(intent.gait), "target": intent.target}
    if intent.avoid:
        content["avoid"] = sorted(intent.avoid)
    if intent.shut:
        content["shut"] = sorted(intent.shut)
    return canonical(content)


def read_inputs(recording: Recording) -> Inputs:
    """Return what moved the bodies of a recorded episode; raises RecordingDamaged for intents that are impossible."""
    reader = _IntentReader(recording.scenario)
    inputs: dict[int, list[tuple[int, Intent]]] = {}
    for number, row in enumerate(recording.inputs()):
        if row.kind != DECISION:
            continue
        found = reader.read(row)
        if found is None:
            raise RecordingDamaged(f"{recording.path}: its input {number} is no decision of a mind; take another copy")
        inputs.setdefault(row.tick, []).append(found)
    return inputs


def last_tick(recording: Recording) -> int:
    """Return the tick of the last state hash; raises RecordingDamaged where the scenario ends before it."""
    scenario = recording.scenario
    ticks = [row.tick for row in recording.hashes()]
    if any(not 0 <= tick <= round(scenario.duration / scenario.dt) for tick in ticks):
        raise RecordingDamaged(f"{recording.path}: its hashes go beyond the end of its scenario; take another copy")
    return max(ticks, default=0)


class _IntentReader:
    """Reads intents of one scenario: indices must be of its people, regions, doors, exits and spots."""

    def __init__(self, scenario: Scenario) -> None:
        building = scenario.building
        self._people, self._regions, self._doors = len(people(scenario)), len(building.regions), len(building.doors)
        self._limits: Mapping[Act, int] = (
            {Act.GO: self._regions, Act.EXIT: len(building.exits), Act.HIDE: len(building.hiding_spots)}
            | dict.fromkeys(PERSON_ACTS, self._people)
            | dict.fromkeys(DOOR_ACTS, self._doors)
        )

    def read(self, row: InputRow) -> tuple[int, Intent] | None:
        """Return agent and intent, or None when the row is not such as ``write_intent`` leads to."""
        content = _object(row.payload)
        act, gait = _ACTS.get(_whole(content.get("act"))), _GAITS.get(_whole(content.get("gait")))
        avoid = _indices(content.get("avoid", []), self._regions)
        shut = _indices(content.get("shut", []), self._doors)
        if act is None or gait is None or avoid is None or shut is None:
            return None
        target = _whole(content.get("target"))
        is_target = 0 <= target < self._limits[act] if act in self._limits else target == -1
        if not is_target or row.agent is None or not 0 <= row.agent < self._people:
            return None
        return row.agent, Intent(act, target, gait, avoid, shut)


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
