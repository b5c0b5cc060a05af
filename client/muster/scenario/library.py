"""The files that come with muster: buildings, personas and scenarios, by name."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from muster.scenario.errors import ScenarioError
from muster.scenario.place import Place, nearest
from muster.scenario.scenario import ScenarioKind
from muster.scenario.source import parse_toml, read_text


@dataclass(frozen=True)
class Shipped:
    """A scenario that comes with muster."""

    name: str
    kind: ScenarioKind
    description: str
    path: Path


@cache
def assets_dir() -> Path:
    """Return the folder of buildings, personas and scenarios, of a wheel or of a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed, checkout = package / "assets", package.parents[1] / "assets"
    return installed if installed.is_dir() else checkout


def shipped() -> tuple[Shipped, ...]:
    """Return the scenarios that come with muster, by name; reads their files, not what they refer to."""
    return tuple(_entry(path) for path in sorted((assets_dir() / "scenarios").glob("*.toml")))


@dataclass(frozen=True)
class ShippedExercise:
    """An exercise that comes with muster; ``procedure`` is the kind of it."""

    name: str
    title: str
    description: str
    procedure: str
    path: Path


def shipped_exercises() -> tuple[ShippedExercise, ...]:
    """Return the exercises that come with muster, by name; reads their files, not what they refer to."""
    return tuple(_exercise(path) for path in sorted((assets_dir() / "exercises").glob("*.toml")))


def find_scenario(name_or_path: str) -> Path:
    """Return the file of the shipped scenario of that name, or else of that path."""
    return find("scenario", name_or_path, "scenarios", ".toml", Path())


def find(kind: str, name_or_path: str, folder: str, suffix: str, beside: Path) -> Path:
    """Return the path of a shipped file by name, or of a person's own by its path relative to ``beside``."""
    known = {path.stem: path for path in sorted((assets_dir() / folder).glob(f"*{suffix}"))}
    if name_or_path in known:
        return known[name_or_path]
    path = beside / name_or_path
    looks_like_path = suffix in name_or_path or "/" in name_or_path or os.sep in name_or_path
    if looks_like_path or exists(path):
        return path
    listed = ", ".join(known) or "none"
    hint = nearest(name_or_path, tuple(known), otherwise="name one of them")
    raise ScenarioError(
        f"no {kind} named {name_or_path[:80]!r}; there are: {listed}; {hint} or give the path of a file"
    )


def exists(path: Path) -> bool:
    """Return whether there is anything at ``path``, however odd a path it is."""
    try:
        return path.exists()
    except (OSError, ValueError):  # too long for a path, or not one at all
        return False


def _entry(path: Path) -> Shipped:
    at = Place(path.name)
    table = parse_toml(read_text(path), at)
    try:
        return Shipped(path.stem, ScenarioKind(table["kind"]), str(table["description"]), path)
    except (KeyError, ValueError):
        raise at.error("has no kind or description", f"run muster check {path}") from None


def _exercise(path: Path) -> ShippedExercise:
    at = Place(path.name)
    table = parse_toml(read_text(path), at)
    try:
        kind = str(table["procedure"]["kind"])
        return ShippedExercise(path.stem, str(table["title"]), str(table["description"]), kind, path)
    except (KeyError, TypeError):
        raise at.error("has no title, description or procedure", f"run muster check {path}") from None
