"""Scenario files: TOML, format ``muster-scenario/1``, with the field names of ``muster.scenario.scenario``."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from muster.scenario.building import Building
from muster.scenario.building_file import find_building, read_building
from muster.scenario.errors import ScenarioError
from muster.scenario.generated import generate
from muster.scenario.library import exists, find_scenario
from muster.scenario.limits import LIMITS
from muster.scenario.parsing import read
from muster.scenario.persona import Persona
from muster.scenario.persona_file import find_personas, read_personas
from muster.scenario.place import Place, shown
from muster.scenario.references import require, scenario_references
from muster.scenario.scenario import Population, Scenario
from muster.scenario.smoke import GivenSmoke
from muster.scenario.smoke_file import read_smoke
from muster.scenario.source import parse_toml, read_text, take_format

FORMAT = "muster-scenario/1"


def load_scenario(name_or_path: str, *, agents: int | None = None, duration: float | None = None) -> Scenario:
    """Return a shipped scenario by name, or one's own by path, ready to run.

    ``agents`` and ``duration`` (seconds) replace what the file says.
    """
    path = find_scenario(name_or_path)
    scenario = read_scenario(path)
    require(str(path), scenario_references(scenario))
    return override(scenario, agents=agents, duration=duration)


def read_scenario(path: Path) -> Scenario:
    """Return the scenario of a file, each value sound; its ids may still be repeated or dangling."""
    return parse_scenario(read_text(path), str(path), beside=path.parent)


def parse_scenario(text: str, file: str, *, beside: Path) -> Scenario:
    """Return the scenario that ``text`` describes; the files it names are sought in ``beside``."""
    at = Place(file)
    table = take_format(parse_toml(text, at), FORMAT, at)
    if "building" in table:
        table["building"] = _attempt(_building, table["building"], at.key("building"), beside)
    if "population" in table:
        table["population"] = _population(table["population"], at.key("population"), beside)
    if "fire" in table:
        table["fire"] = _fire(table["fire"], at.key("fire"), beside)
    return read(Scenario, table, at, written={"cues": "cue"})


def override(scenario: Scenario, *, agents: int | None = None, duration: float | None = None) -> Scenario:
    """Return ``scenario`` with another number of people or another duration in seconds, within bounds."""
    if agents is not None:
        LIMITS[Population]["agents"].number(agents, Place("agents"))
        scenario = replace(scenario, population=replace(scenario.population, agents=agents))
    if duration is not None:
        LIMITS[Scenario]["duration"].number(duration, Place("duration"))
        scenario = replace(scenario, duration=float(duration))
    return scenario


def _building(raw: object, at: Place, beside: Path) -> Building:
    if isinstance(raw, dict):
        return generate(cast("dict[str, Any]", raw), at)
    if isinstance(raw, str):
        return read_building(_found(find_building, raw, at, beside))
    raise at.error(f"{shown(raw)} is not a building", 'write a name, a path, or a table as {generator = "tower"}')


def _population(raw: object, at: Place, beside: Path) -> object:
    """Return the table with its personas read; the rest is left for the reader of the whole scenario."""
    if not isinstance(raw, dict) or "personas" not in raw:
        return cast("object", raw)
    table = cast("dict[str, Any]", raw)
    return {**table, "personas": _attempt(_personas, table["personas"], at.key("personas"), beside)}


def _fire(raw: object, at: Place, beside: Path) -> object:
    """Return the table with the smoke read that it names; the rest is left for the reader of the whole scenario."""
    if not isinstance(raw, dict) or "smoke" not in raw:
        return cast("object", raw)
    table = cast("dict[str, Any]", raw)
    return {**table, "smoke": _attempt(_smoke, table["smoke"], at.key("smoke"), beside)}


def _smoke(raw: object, at: Place, beside: Path) -> GivenSmoke:
    if not isinstance(raw, str):
        raise at.error(f"{shown(raw)} is not text", "write the path of a file of smoke, as muster import fds makes one")
    return read_smoke(_found(lambda name, folder: folder / name, raw, at, beside))


def _personas(raw: object, at: Place, beside: Path) -> tuple[Persona, ...]:
    if not isinstance(raw, str):
        raise at.error(f"{shown(raw)} is not text", "write the name or path of a file of personas")
    return read_personas(_found(find_personas, raw, at, beside)).personas


def _found(find: Callable[[str, Path], Path], name: str, at: Place, beside: Path) -> Path:
    try:
        path = find(name, beside)
    except ScenarioError as error:
        raise ScenarioError(*(f"{at}: {problem}" for problem in error.problems)) from None
    if not exists(path):
        raise at.error(f"there is no file {shown(str(path))}", "check the path; it starts from the scenario's folder")
    return path


def _attempt(parse: Callable[[object, Place, Path], object], raw: object, at: Place, beside: Path) -> object:
    """Return what ``parse`` returns or raises: the reader of the scenario reports it with all else that is wrong."""
    try:
        return parse(raw, at, beside)
    except ScenarioError as error:
        return error
