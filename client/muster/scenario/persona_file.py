"""Persona files: TOML, format ``muster-personas/1``, with the field names of ``muster.scenario.persona``."""

from dataclasses import dataclass
from pathlib import Path

from muster.scenario.library import find
from muster.scenario.parsing import read
from muster.scenario.persona import Persona
from muster.scenario.place import Place
from muster.scenario.references import persona_references, require
from muster.scenario.source import parse_toml, read_text, take_format

FORMAT = "muster-personas/1"


@dataclass(frozen=True)
class People:
    """The people of one persona file, in its order."""

    name: str
    personas: tuple[Persona, ...]
    description: str = ""


def parse_personas(text: str, file: str) -> People:
    """Return the people that ``text`` describes; their ids may still be repeated, their ties dangling."""
    at = Place(file)
    table = take_format(parse_toml(text, at), FORMAT, at)
    return read(People, table, at, written={"personas": "persona"})


def read_personas(path: Path) -> People:
    """Return the people of a file, each value sound; ids may still be repeated and ties dangling."""
    return parse_personas(read_text(path), str(path))


def load_personas(name_or_path: str) -> tuple[Persona, ...]:
    """Return shipped personas by name, or one's own by path, ready to use."""
    path = find_personas(name_or_path, Path())
    personas = read_personas(path).personas
    require(str(path), persona_references(personas))
    return personas


def find_personas(name_or_path: str, beside: Path) -> Path:
    """Return the file of personas, by name or by path relative to ``beside``."""
    return find("personas", name_or_path, "personas", ".toml", beside)
