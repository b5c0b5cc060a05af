"""A small building and people who walk about in it, for the tests of recordings."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from muster.recording.frames import Frame, Threats
from muster.recording.header import Header
from muster.recording.recorder import Recorder
from muster.recording.rows import DecisionRow, EventRow, HashRow, InputRow, PerceptRow, ReflectionRow, WordRow
from muster.scenario.building import (
    Building,
    Door,
    DoorKind,
    Furniture,
    MusterPoint,
    Point,
    Region,
    RegionKind,
    Storey,
)
from muster.scenario.persona import AgeBand, Duty, Persona
from muster.scenario.scenario import Population, Scenario, ScenarioKind

DT = 0.05
TICKS = 20  # a second


def rectangle(x: float, y: float, width: float, depth: float) -> tuple[Point, ...]:
    return ((x, y), (x + width, y), (x + width, y + depth), (x, y + depth))


def building() -> Building:
    """Return two storeys joined by a stair, a lawn outside, and a cellar room without a door."""
    return Building(
        "sample",
        "a sample",
        storeys=(Storey("ground", 0.0), Storey("upper", 3.0)),
        regions=(
            Region("hall", "the hall", RegionKind.ROOM, "ground", rectangle(0, 0, 10, 10)),
            Region("office", "the office", RegionKind.ROOM, "ground", rectangle(10, 0, 5, 10)),
            Region("vault", "the vault", RegionKind.ROOM, "ground", rectangle(10, 10, 5, 4)),
            Region("lawn", "the lawn", RegionKind.OUTSIDE, "ground", rectangle(-10, 0, 10, 10)),
            Region("stair", "the stair", RegionKind.STAIR, "ground", rectangle(4, 10, 2, 4), "", "upper", 5.0),
            Region("loft", "the loft", RegionKind.ROOM, "upper", rectangle(0, 14, 10, 6)),
        ),
        doors=(
            Door("front", ((0, 4), (0, 6)), ("hall", "lawn")),
            Door("office-door", ((10, 4), (10, 5)), ("hall", "office")),
            Door("foot", ((4, 10), (6, 10)), ("hall", "stair"), DoorKind.OPENING),
            Door("head", ((4, 14), (6, 14)), ("stair", "loft"), DoorKind.OPENING),
        ),
        muster_points=(MusterPoint("tree", "the tree", "lawn", (-5, 5)),),
        furniture=(Furniture("ground", rectangle(2, 2, 1, 1)),),
    )


def personas(people: int) -> tuple[Persona, ...]:
    return tuple(_persona(number) for number in range(people))


def _persona(number: int) -> Persona:
    return Persona(
        id=f"p{number}",
        name=f"Person {number}",
        role="pupil",
        age=12,
        gender="girl",
        pronouns="she/her",
        personality_traits="calm",
        emotional_disposition="calm",
        motivations_goals="lunch",
        communication_style="brief",
        knowledge_scope="the hall",
        backstory="none",
        age_band=AgeBand.TEEN,
        start="hall",
        duty=Duty.PUPIL,
    )


def header(people: int = 3, seed: int = 7) -> Header:
    population = Population(personas(people))
    scenario = Scenario("sample", ScenarioKind.ALARM, "a sample", "a day", building(), population, 60.0, DT)
    return Header(scenario, seed, population.personas)


def walk(people: int = 3, seconds: float = 3.0, threats: int = 1) -> Iterator[Frame]:
    """Yield frames at 10 Hz: people who drift about the hall, agent 0 outside from second 2, agent 1 in the loft."""
    rng = np.random.default_rng(3)
    position = rng.uniform(2, 8, (people, 2))
    storey = np.zeros(people, np.int64)
    position[1:2], storey[1:2] = (5.0, 17.0), 1
    velocity = rng.normal(0, 1, (people, 2)) * (rng.random(people) < 0.7)[:, None]
    for tick in range(0, round(seconds * TICKS) + 1, 2):
        velocity += (velocity != 0) * rng.normal(0, 0.05, velocity.shape)
        position = position + 0.1 * np.where((position < 1.5) | (position > 8.5), 0.0, velocity)
        flags = np.zeros(people, np.uint8)
        flags[:1] = 1 if tick >= 2 * TICKS else 0
        code = np.full(people, 2, np.uint8)
        yield Frame(
            tick,
            position,
            3.0 * storey,
            np.arctan2(velocity[:, 1], velocity[:, 0]),
            storey,
            code * 0,
            code * 0,
            code,
            flags,
            _lurking(threats),
        )


def _lurking(threats: int) -> Threats:
    still = np.zeros(threats)
    return Threats(np.zeros((threats, 2)), still, still, still.astype(int), np.ones(threats, np.bool_))


def say(recorder: Recorder, tick: int) -> None:
    """Write one row of each kind, and the hash, for ``tick``; everything is derived from the tick."""
    ordinal = tick // TICKS
    recorder.percept(PerceptRow(1, ordinal, tick, 2, b"percept %d" % tick))
    recorder.decision(DecisionRow(1, ordinal, tick + 3, "exit:front", 3, 2, 1, 250, b"decision %d" % tick))
    recorder.reflection(ReflectionRow(1, ordinal, tick + 9, b"reflection %d" % tick))
    recorder.word(WordRow(tick, 1, 2, "Out, please — now!", 2))
    recorder.event(EventRow(tick, "out", 0, None, "front"))
    recorder.input(InputRow(tick + 3, "decision", 1, '{"option":"exit:front"}'))
    recorder.hash(HashRow(tick, f"{tick:08x}"))


def record(path: Path, *, people: int = 3, seconds: float = 3.0, finish: bool = True) -> Path:
    """Write a whole recording to ``path`` and return it."""
    with Recorder(path, header(people)) as recorder:
        for frame in walk(people, seconds):
            recorder.frame(frame)
            if frame.tick % TICKS == 0:
                say(recorder, frame.tick)
                recorder.commit()
        if finish:
            recorder.finish({"outcomes": {"out": 1, "inside": people - 1}})
    return path
