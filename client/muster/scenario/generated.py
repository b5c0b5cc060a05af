"""Buildings that are generated from a few numbers instead of read from a file."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import field, make_dataclass
from typing import Any, get_type_hints

from muster.scenario.building import Building
from muster.scenario.errors import ScenarioError
from muster.scenario.limits import LIMITS
from muster.scenario.parsing import read
from muster.scenario.place import Place, nearest, shown
from muster.scenario.tower import tower

GENERATORS: Mapping[str, Callable[..., Building]] = {"tower": tower}


def generate(table: Mapping[str, Any], at: Place) -> Building:
    """Return the building of ``{generator = "tower", storeys = 8, ...}``."""
    name = table.get("generator")
    if not isinstance(name, str) or name not in GENERATORS:
        remedy = f"choose one of {', '.join(GENERATORS)}"
        problem = "no generator" if name is None else f"no generator named {shown(name)}"
        raise at.key("generator").error(problem, nearest(str(name), tuple(GENERATORS), otherwise=remedy))
    arguments = {key: value for key, value in table.items() if key != "generator"}
    build = GENERATORS[name]
    wanted: object = read(_arguments(name, build), arguments, at)
    try:
        building = build(**vars(wanted))
    except ValueError as error:
        raise ScenarioError(f"{at}: {error}") from None
    LIMITS[Building]["regions"].count(len(building.regions), at)
    return building


def _arguments(name: str, build: Callable[..., Building]) -> type[object]:
    hints = get_type_hints(build)
    parameters = inspect.signature(build).parameters.values()
    return make_dataclass(
        name,
        [
            (each.name, hints[each.name], field())
            if each.default is each.empty
            else (each.name, hints[each.name], field(default=each.default))
            for each in parameters
        ],
    )
