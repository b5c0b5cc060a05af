"""Building files: JSON, format ``muster-building/1``, with the field names of ``muster.scenario.building``."""

from pathlib import Path

from muster.scenario.building import Building
from muster.scenario.library import find
from muster.scenario.parsing import read
from muster.scenario.place import Place
from muster.scenario.references import building_references, require
from muster.scenario.source import parse_json, read_text, take_format

FORMAT = "muster-building/1"


def parse_building(text: str, file: str) -> Building:
    """Return the building that ``text`` describes; its ids may still be repeated or dangling."""
    at = Place(file)
    return read(Building, take_format(parse_json(text, at), FORMAT, at), at)


def read_building(path: Path) -> Building:
    """Return the building of a file, each value sound; its ids may still be repeated or dangling."""
    return parse_building(read_text(path), str(path))


def load_building(name_or_path: str) -> Building:
    """Return a shipped building by name, or one's own by path, ready to use."""
    path = find_building(name_or_path, Path())
    building = read_building(path)
    require(str(path), building_references(building))
    return building


def find_building(name_or_path: str, beside: Path) -> Path:
    """Return the file of a building, by name or by path relative to ``beside``."""
    return find("building", name_or_path, "buildings", ".json", beside)
