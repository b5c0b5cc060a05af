"""Building files: JSON, format ``muster-building/1``, with the field names of ``muster.scenario.building``."""

import json
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from pathlib import Path
from typing import cast

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


def building_text(building: Building) -> str:
    """Return the text of a file that ``parse_building`` reads as ``building``: one line for each part of it."""
    lines = [f'  "format": "{FORMAT}"']
    for name, value in _given(building):
        if isinstance(value, tuple):
            parts = ",\n".join(f"    {_json(part)}" for part in cast("tuple[object, ...]", value))
            lines.append(f'  "{name}": [\n{parts}\n  ]')
        else:
            lines.append(f'  "{name}": {_json(value)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _json(value: object) -> str:
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {name: _plain(part) for name, part in _given(value)}
    if isinstance(value, tuple):
        return [_plain(part) for part in cast("tuple[object, ...]", value)]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _given(value: object) -> Iterator[tuple[str, object]]:
    """Yield the fields that are not what they would be if left out."""
    each: Field[object]
    for each in fields(value):  # pyright: ignore[reportArgumentType] only dataclasses are given
        part: object = getattr(value, each.name)
        if each.init and (each.default is MISSING or part != each.default):
            yield each.name, part
