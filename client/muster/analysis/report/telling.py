"""Figures and names as the page says them."""

from muster.analysis.spread import Spread
from muster.scenario.building import Building


def seconds(value: float | None) -> str:
    """Return a time to the tenth of a second, a dash for none."""
    return "–" if value is None else f"{value:.1f}"


def minutes(value: float) -> str:
    """Return seconds as minutes and seconds, to the second."""
    return f"{round(value) // 60}:{round(value) % 60:02d}"


def between(low: float | None, high: float | None, digits: int = 1) -> str:
    """Return an interval of times or counts, which end at 0; where one side has no bound, it says so."""
    if low is None and high is None:
        return "–"
    if high is None:
        return f"{low:.{digits}f} or more"
    return f"{max(low or 0.0, 0.0):.{digits}f} to {high:.{digits}f}"


def ranged(found: Spread, digits: int = 1) -> str:
    """Return a mean with the percentiles around it; of one run, its figure."""
    if found.runs == 1:
        return f"{found.mean:.{digits}f}"
    return f"{found.mean:.{digits}f} ({between(found.p5, found.p95, digits)})"


def region_name(building: Building, id: str | None) -> str:
    """Return what a region is called."""
    return building.region(id).name if id is not None else "in a doorway"


def door_name(building: Building, id: str) -> str:
    """Return a door by the regions that it joins."""
    door = next(door for door in building.doors if door.id == id)
    return " – ".join(region_name(building, each) for each in door.between)
