"""Recordings of the hut's exercise made by hand: who is where when, what happens, what is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from muster.recording.frames import Frame, Threats
from muster.recording.header import Header
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.recording.rows import EventRow, InputRow, WordRow, canonical
from muster.scenario.exercise import Exercise
from muster.scenario.objective import Anchor, Criterion, CriterionKind, CriticalTask, Objective
from muster.scenario.persona import Tie, TieKind
from muster.training.judging import Proposal, judge
from muster.training.played import Played
from support.exercising import hut_exercise

RUTH, IMRE = 0, 1
SPOTS = {"room": (3.0, 1.0), "corridor": (7.0, 2.5), "garden": (4.0, -14.0)}
AWARE = 8
_NO_THREAT = Threats(np.zeros((0, 2)), np.zeros(0), np.zeros(0), np.zeros(0, np.int64), np.zeros(0, np.bool_))


@dataclass(frozen=True)
class Story:
    """What happens in a crafted recording; times in seconds.

    Attributes:
        events: time, kind, agent, place or door or text as the kind has it. words: time, agent, text, how many heard.
        notes: time, text, of the instructor. walks: by agent, from when on they are in which region.
        aware_at: when both notice that something is wrong.
    """

    events: Sequence[tuple[float, str, int | None, str]] = ()
    words: Sequence[tuple[float, int, str, int]] = ()
    walks: Mapping[int, Sequence[tuple[float, str]]] = field(default_factory=dict)
    aware_at: float = 5.0
    notes: Sequence[tuple[float, str]] = ()
    end: float = 120.0
    taken_at: float | None = 0.0


def a_class_of_one(exercise: Exercise) -> Exercise:
    """Return the exercise with Imre in Ruth's charge."""
    scenario = exercise.scenario
    ruth, imre = scenario.population.personas
    ruth = replace(ruth, ties=(Tie(imre.id, TieKind.PUPIL),))
    population = replace(scenario.population, personas=(ruth, imre))
    return replace(exercise, scenario=replace(scenario, population=population))


def with_task(exercise: Exercise, kind: CriterionKind, **criterion: object) -> Exercise:
    """Return the exercise with one objective that has one task, counted from the start."""
    given = {"after": Anchor.START, **criterion}
    task = CriticalTask("task", "Do it.", Criterion(kind, **given))  # pyright: ignore[reportArgumentType]
    return replace(exercise, objectives=(Objective("objective", "It is done.", (task,)),))


def craft(folder: Path, story: Story, exercise: Exercise | None = None) -> Path:
    """Write the recording of a story."""
    played = exercise or hut_exercise(folder)
    scenario = played.scenario
    path = folder / "crafted.muster"
    path.unlink(missing_ok=True)
    dt = scenario.dt
    with Recorder(path, Header(scenario, 1, scenario.population.personas, exercise=played)) as recorder:
        if story.taken_at is not None:
            recorder.event(EventRow(round(story.taken_at / dt), "taken_over", RUTH, None, "room", ""))
        for time, kind, agent, text in story.events:
            is_place = kind in ("lights_off", "released", "aided", "assembled")
            place, said = (text, "") if is_place else ("", text)
            other = IMRE if kind == "aided" else None
            recorder.event(EventRow(round(time / dt), kind, agent, other, place, said))
        for time, agent, text, heard in story.words:
            recorder.word(WordRow(round(time / dt), agent, 2, text, heard))
        for time, text in story.notes:
            recorder.input(InputRow(round(time / dt), "note", None, canonical({"text": text})))
        for tick in range(0, round(story.end / dt) + 1, round(0.2 / dt)):
            recorder.frame(_frame(tick, tick * dt, story))
        recorder.finish({})
    return path


def proposed(folder: Path, story: Story, exercise: Exercise) -> Proposal:
    """Return what is proposed for the only task of ``exercise``."""
    with Recording.open(craft(folder, story, exercise)) as recording:
        return judge(Played(recording))[0].proposals[0]


def _frame(tick: int, time: float, story: Story) -> Frame:
    position = np.array([_spot(time, story.walks.get(agent, ())) for agent in (RUTH, IMRE)])
    zeros = np.zeros(2)
    codes = np.zeros(2, np.uint8)
    flags = np.full(2, AWARE if time >= story.aware_at else 0, np.uint8)
    return Frame(tick, position, zeros, zeros, codes, codes, codes, codes, flags, _NO_THREAT)


def _spot(time: float, walk: Sequence[tuple[float, str]]) -> tuple[float, float]:
    return SPOTS[next((region for since, region in reversed(walk) if time >= since), "room")]
