"""Parameter sweeps: a TOML file of dotted keys with lists of values, and every combination of them.

    [sweep]
    "population.agents" = [80, 160]
    "reaction.alarm" = [[12.0, 0.7], [60.0, 0.7]]
    "door.main-door.width" = [0.9, 1.8]
    "exit.main-exit.closed" = [false, true]

A key is a field of the scenario, as its file has them; or ``door.ID.`` with state, lock, kind or width; or
``exit.ID.`` with closed or signed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, cast

from muster.scenario.check import Severity, check
from muster.scenario.codec import from_json, to_json
from muster.scenario.errors import ScenarioError
from muster.scenario.place import Place, nearest, shown
from muster.scenario.scenario import Scenario
from muster.scenario.source import parse_toml, read_text

MOST = 256
"""Combinations at most: each is a study of its own, and beyond that nobody reads the table."""

NARROWEST, WIDEST = 0.5, 20.0  # metres of a door; below it half of all bodies of the locomotion model do not pass
_DOOR_KEYS = ("state", "lock", "kind", "width")
_EXIT_KEYS = ("closed", "signed")
_FIXED = ("name", "kind", "description", "brief", "building", "population.personas")
"""Fields that a sweep does not change: they are what the study is about."""

Values = Mapping[str, Any]
"""Dotted keys, and what each is set to."""


@dataclass(frozen=True)
class Variant:
    """One combination: what is set to what, and the scenario that makes; no settings for the scenario as it is."""

    settings: Values
    scenario: Scenario

    @property
    def title(self) -> str:
        """What it is, in a line."""
        return ", ".join(f"{key} = {json.dumps(value)}" for key, value in self.settings.items()) or "as the file has it"


def variants(scenario: Scenario, sweep: Path | None) -> tuple[Variant, ...]:
    """Return the scenario in every combination that the file ``sweep`` names, the last key varying fastest.

    Raises:
        ScenarioError: the file cannot be read, or a combination fails what ``muster check`` asks of a scenario.
    """
    if sweep is None:
        return (Variant({}, scenario),)
    lists = _lists(sweep)
    combinations = [dict(zip(lists, values, strict=True)) for values in product(*lists.values())]
    return tuple(Variant(settings, varied(scenario, settings, str(sweep))) for settings in combinations)


def varied(scenario: Scenario, settings: Values, file: str = "sweep") -> Scenario:
    """Return ``scenario`` with ``settings``; ScenarioError names the setting that does not go."""
    plain: dict[str, Any] = json.loads(to_json(scenario))
    for key, value in settings.items():
        _set(plain, key, value, Place(file).key("sweep").key(key))
    told = ", ".join(f"{key} = {json.dumps(value)}" for key, value in settings.items())
    try:
        found = from_json(json.dumps(plain))
    except ScenarioError as error:
        raise ScenarioError(*(_blamed(problem, file, told) for problem in error.problems)) from None
    _require_sound(scenario, found, f"{file}: with {told}")
    return found


def _lists(path: Path) -> dict[str, list[Any]]:
    at = Place(str(path))
    table = parse_toml(read_text(path), at)
    if beside := sorted(table.keys() - {"sweep"}):
        raise at.error(f"{shown(beside[0])} is no part of a sweep", "write a table [sweep] and nothing beside it")
    raw: object = table.get("sweep")
    if not isinstance(raw, dict) or not raw:
        raise at.error("there is no [sweep], or nothing in it", "write one, with a key and a list of values")
    lists = _flat(cast("dict[str, Any]", raw))
    total = 1
    for key, values in lists.items():
        if not isinstance(values, list) or not values:
            what = shown(cast("object", values))
            raise at.key("sweep").key(key).error(f"{what} is no list of values", "write a list, such as [1, 2]")
        total *= len(cast("list[object]", values))
    if total > MOST:
        raise at.error(f"the sweep has {total} combinations, and {MOST} are the most", "take values away")
    return cast("dict[str, list[Any]]", lists)


def _flat(table: Mapping[str, Any], before: str = "") -> dict[str, object]:
    """Return a table whose keys are dotted, whether the file quotes them or not."""
    flat: dict[str, object] = {}
    for key, value in table.items():
        flat |= (
            _flat(cast("dict[str, Any]", value), f"{before}{key}.")
            if isinstance(value, dict)
            else {before + key: value}
        )
    return flat


def _set(plain: dict[str, Any], key: str, value: object, at: Place) -> None:
    head, _, rest = key.partition(".")
    if head in ("door", "exit"):
        id, _, field = rest.rpartition(".")
        _set_door(plain["building"], head, id, field, value, at)
        return
    if any(key == fixed or key.startswith(f"{fixed}.") for fixed in _FIXED):
        raise at.error("it is what the study is about, and cannot vary", "sweep another key, or study another scenario")
    *path, last = key.split(".")
    table: object = plain
    for part in path:
        table = cast("dict[str, object]", table).get(part) if isinstance(table, dict) else None
    if not isinstance(table, dict) or last not in table:
        known = [*cast("dict[str, object]", table)] if isinstance(table, dict) else [*plain]
        raise at.error("the scenario has no such key", nearest(last, known, otherwise=f"there are {', '.join(known)}"))
    cast("dict[str, object]", table)[last] = value


def _set_door(building: dict[str, Any], head: str, id: str, field: str, value: object, at: Place) -> None:
    things: dict[str, dict[str, Any]] = {each["id"]: each for each in building[f"{head}s"]}
    allowed = _DOOR_KEYS if head == "door" else _EXIT_KEYS
    if id not in things:
        some = ", ".join([*things][:12])
        raise at.error(f"the building has no {head} {shown(id)}", nearest(id, [*things], otherwise=f"there are {some}"))
    if field not in allowed:
        raise at.error(f"{shown(field)} of a {head} cannot vary", f"write one of {', '.join(allowed)}")
    if field == "width":
        _widen(things[id], value, at)
    elif field == "closed":
        _close({each["id"]: each for each in building["doors"]}[things[id]["door"]], value, at)
    else:
        things[id][field] = value


def _widen(door: dict[str, Any], width: object, at: Place) -> None:
    """Give a door another clear width about its middle."""
    if isinstance(width, bool) or not isinstance(width, int | float) or not NARROWEST <= width <= WIDEST:
        raise at.error(f"{shown(width)} is no width", f"write {NARROWEST:g} to {WIDEST:g} m")
    (ax, ay), (bx, by) = door["segment"]
    share = width / ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 / 2
    mx, my, dx, dy = (ax + bx) / 2, (ay + by) / 2, (bx - ax) * share, (by - ay) * share
    door["segment"] = [[mx - dx, my - dy], [mx + dx, my + dy]]


def _close(door: dict[str, Any], value: object, at: Place) -> None:
    """Lock an exit's door with a key; people may still go there and find it so, and who has keys may open it."""
    if not isinstance(value, bool):
        raise at.error(f"{shown(value)} is neither true nor false", "write true or false")
    if value:
        door.update(kind="door", state="locked", lock="key")


def _blamed(problem: str, file: str, told: str) -> str:
    return f"{file}: with {told}: {problem.removeprefix('recorded scenario: ')}"


def _require_sound(before: Scenario, after: Scenario, where: str) -> None:
    """Raise ScenarioError for errors that the settings have brought in."""
    known = {str(finding) for finding in check(before)}
    found: Sequence[str] = [
        str(finding) for finding in check(after) if finding.severity is Severity.ERROR and str(finding) not in known
    ]
    if found:
        raise ScenarioError(*(f"{where}: {problem}" for problem in found))
