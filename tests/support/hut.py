"""The examples of docs/: a hut, two people and an alarm, the smallest complete scenario there is."""

import re
from dataclasses import replace
from pathlib import Path

from muster.scenario.building import Building, Door
from muster.scenario.building_file import parse_building
from muster.scenario.scenario import Scenario
from muster.scenario.scenario_file import load_scenario

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"hut.json": "buildings.md", "hut-people.toml": "personas.md", "hut-alarm.toml": "scenarios.md"}


def example(file: str) -> str:
    """Return the example file that a page of docs/ shows."""
    page = (DOCS / PAGES[file]).read_text(encoding="utf-8")
    blocks = re.findall(r"```(?:json|toml)\n(.*?)```", page, re.DOTALL)
    assert len(blocks) == 1, f"{PAGES[file]} shows one example"
    return blocks[0]


def write_examples(folder: Path) -> Path:
    """Write all three examples into ``folder``; return the scenario's path."""
    for file in PAGES:
        (folder / file).write_text(example(file), encoding="utf-8")
    return folder / "hut-alarm.toml"


def hut() -> Building:
    return parse_building(example("hut.json"), "hut.json")


def hut_alarm(folder: Path) -> Scenario:
    return load_scenario(str(write_examples(folder)))


def with_door(building: Building, index: int, **changes: object) -> Building:
    """Return ``building`` with one door changed."""
    doors: list[Door] = list(building.doors)
    doors[index] = replace(doors[index], **changes)  # pyright: ignore[reportArgumentType]
    return replace(building, doors=tuple(doors))
