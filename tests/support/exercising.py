"""The exercise that docs/exercises.md shows: two people, a hut, an alarm."""

import re
from collections.abc import Callable
from pathlib import Path

from muster.scenario.exercise import Exercise
from muster.scenario.exercise_file import parse_exercise
from support.hut import DOCS, write_examples


def _documented() -> str:
    page = (DOCS / "exercises.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    return blocks[0]


HUT_EXERCISE = _documented()


def hut_exercise(folder: Path, edit: Callable[[str], str] = str) -> Exercise:
    """Return the documented exercise with ``edit`` done to its text; its files are written into ``folder``."""
    write_examples(folder)
    return parse_exercise(edit(HUT_EXERCISE), "hut-exercise.toml", beside=folder)
