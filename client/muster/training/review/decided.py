"""What evaluators decided: ratings, notes, answers and corrective actions, as the page saves them and takes them in.

JSON, format ``muster-ratings/1``, with the field names below.
"""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from muster.scenario.errors import ScenarioError
from muster.scenario.exercise import Exercise
from muster.scenario.parsing import read
from muster.scenario.place import Place, nearest
from muster.scenario.source import parse_json, read_text, take_format

FORMAT = "muster-ratings/1"


class Decision(StrEnum):
    """What an evaluator decides about a critical task; "" where it is left open."""

    P = "P"
    S = "S"
    M = "M"
    U = "U"
    NOT_OBSERVED = "not observed"
    OPEN = ""


@dataclass(frozen=True)
class DecidedTask:
    """What an evaluator says about one critical task."""

    id: str
    rating: Decision = Decision.OPEN
    note: str = ""


@dataclass(frozen=True)
class Improvement:
    """One line of the improvement plan.

    Attributes:
        area: what is to get better. action: what will be done about it.
        owner: who sees to it. due: by when; as people write dates.
    """

    area: str = ""
    action: str = ""
    owner: str = ""
    due: str = ""


@dataclass(frozen=True)
class Decided:
    """All of it.

    Attributes:
        recording: name of the file it is about. exercise: its name.
        hot_wash: answers, in the order of the exercise's questions.
        overview: what the evaluator says on the whole.
    """

    recording: str
    exercise: str
    tasks: tuple[DecidedTask, ...] = ()
    hot_wash: tuple[str, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    overview: str = ""

    def task(self, id: str) -> DecidedTask:
        """Return what was decided about a task; nothing where nothing was."""
        return next((task for task in self.tasks if task.id == id), DecidedTask(id))


def read_decided(path: Path, exercise: Exercise) -> Decided:
    """Return what a file says about ``exercise``; raises ScenarioError that names what does not fit it."""
    at = Place(str(path))
    decided = read(Decided, take_format(parse_json(read_text(path), at), FORMAT, at), at)
    if decided.exercise != exercise.name:
        raise at.key("exercise").error(
            f"it is about {decided.exercise!r}, not {exercise.name!r}", "give the ratings of this exercise"
        )
    known = tuple(task.id for task in exercise.tasks)
    problems = [
        str(
            at.key("tasks")
            .item(number)
            .key("id")
            .error(f"there is no task {task.id!r}", nearest(task.id, known, otherwise="remove it"))
        )
        for number, task in enumerate(decided.tasks)
        if task.id not in known
    ]
    if problems:
        raise ScenarioError(*problems)
    return decided


def decided_json(decided: Decided) -> str:
    """Return it as ``read_decided`` reads it."""
    return json.dumps({"format": FORMAT, **asdict(decided)}, indent=2, ensure_ascii=False)
