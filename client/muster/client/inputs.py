"""Whether a recording's inputs are such as an episode writes: the world trusts intents, but files may hold anything."""

import json
from collections.abc import Mapping
from typing import cast

from muster.client.log import DECISION
from muster.recording.errors import RecordingDamaged
from muster.recording.reader import Recording
from muster.recording.rows import InputRow
from muster.scenario.population import people
from muster.scenario.scenario import Scenario
from muster.world.acts import DOOR_ACTS, PERSON_ACTS, Act, Gait

_ACTS = {int(act): act for act in Act if act is not Act.UNSPECIFIED}
_GAITS = {int(gait) for gait in Gait if gait is not Gait.UNSPECIFIED}


def check_inputs(recording: Recording) -> None:
    """Raise RecordingDamaged unless a rerun of ``recording`` has an end and only possible intents."""
    scenario = recording.scenario
    last = round(scenario.duration / scenario.dt)
    if any(not 0 <= row.tick <= last for row in recording.hashes()):
        raise RecordingDamaged(f"{recording.path}: its hashes go beyond the end of its scenario; take another copy")
    cast_size = len(people(scenario))
    limits = _limits(scenario, cast_size)
    for number, row in enumerate(recording.inputs()):
        if row.kind == DECISION and not _is_possible(row, limits, cast_size):
            raise RecordingDamaged(f"{recording.path}: its input {number} is no decision of a mind; take another copy")


def _limits(scenario: Scenario, cast_size: int) -> Mapping[Act, int]:
    """Return below which number the target of each act must be; -1, for none, is always possible elsewhere."""
    building = scenario.building
    limits = {Act.GO: len(building.regions), Act.EXIT: len(building.exits), Act.HIDE: len(building.hiding_spots)}
    return limits | dict.fromkeys(PERSON_ACTS, cast_size) | dict.fromkeys(DOOR_ACTS, len(building.doors))


def _is_possible(row: InputRow, limits: Mapping[Act, int], cast_size: int) -> bool:
    intent = _object(row.payload)
    act = _ACTS.get(_whole(intent.get("act")))
    if act is None or row.agent is None or not 0 <= row.agent < cast_size:
        return False
    target = _whole(intent.get("target"))
    return (
        _whole(intent.get("gait")) in _GAITS
        and (0 <= target < limits[act] if act in limits else target == -1)
        and _are_below(intent.get("avoid", []), limits[Act.GO])
        and _are_below(intent.get("shut", []), limits[Act.CLOSE])
    )


def _object(text: str) -> Mapping[str, object]:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def _whole(value: object) -> int:
    return value if type(value) is int else -2


def _are_below(values: object, limit: int) -> bool:
    return isinstance(values, list) and all(0 <= _whole(value) < limit for value in cast("list[object]", values))
