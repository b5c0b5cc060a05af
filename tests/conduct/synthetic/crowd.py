"""Crowds of labelled people: who starts where, who does what, and what an observer would have of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from muster.conduct.observed import Observed
from muster.conduct.regions import RegionFinder
from muster.recording.codes import Health
from muster.scenario.building_file import load_building

from . import scripts
from .places import Places
from .scripts import ALONE, FIGHT, FOLLOW, FREEZE, HIDE_AFTER_RUNNING, HIDE_IN_PLACE, LABELS, UNKNOWN
from .stage import STEP, Intruder, Person, Script, Stage

SECONDS = 60.0
SHOT_AT = 10.0
ROUTES = (
    ("lobby", "corridor-centre", "corridor-north-2", "corridor-north-1", "corridor-west"),
    ("corridor-north-4", "corridor-east", "corridor-south-4", "corridor-south-3", "lobby"),
    ("corridor-south-1", "corridor-south-2", "lobby", "corridor-south-3", "corridor-south-4"),
    ("north-lobby", "corridor-north-2", "corridor-north-3", "corridor-north-4", "corridor-east"),
)
USUAL = {
    FOLLOW: 0.22,
    HIDE_IN_PLACE: 0.2,
    HIDE_AFTER_RUNNING: 0.15,
    ALONE: 0.17,
    FREEZE: 0.12,
    FIGHT: 0.1,
    UNKNOWN: 0.04,
}
"""What mixes of classes vary around: our choice, near to even, so that no class is rare on the whole."""

ERRANDS = 0.25
"""Share of those who go their own way that see to something first: our choice, so that not all go straight out."""


@dataclass(frozen=True)
class Kind:
    """A kind of crowd.

    Attributes:
        people: how many. rooms: in how many regions they start. spread: of reaction times (sigma of the logarithm).
        herds: share of those who follow that have a teacher to follow. informed: share who know all exits.
    """

    name: str
    people: int
    rooms: int
    spread: float
    herds: float
    informed: float


KINDS = (
    Kind("scattered", people=80, rooms=30, spread=0.5, herds=0.5, informed=0.6),
    Kind("classes", people=90, rooms=9, spread=0.4, herds=0.7, informed=0.6),
    Kind("dense corridors", people=130, rooms=10, spread=0.3, herds=0.5, informed=0.5),
    Kind("stragglers", people=50, rooms=20, spread=1.0, herds=0.5, informed=0.5),
    Kind("counterflow", people=100, rooms=12, spread=0.5, herds=0.5, informed=1.0),
    Kind("streams", people=80, rooms=6, spread=0.6, herds=0.9, informed=1.0),
)


@dataclass(frozen=True)
class Labelled:
    """A crowd as observed, and what everybody was up to.

    Attributes:
        labels: ``(n,)``; "" for those who could not act (never aware, or incapacitated first).
        unclear: ``(n,)`` whether people who look at it might well disagree.
    """

    kind: str
    observed: Observed
    labels: tuple[str, ...]
    unclear: NDArray[np.bool_]


@lru_cache(maxsize=1)
def school() -> Places:
    """Return the shipped school."""
    return Places(load_building("school"))


def crowds(seed: int, count: int) -> Iterator[Labelled]:
    """Yield crowds of all kinds in turn, with mixes of classes by lot; each seed has crowds of its own."""
    for number in range(count):
        rng = np.random.default_rng([seed, number])
        mix = rng.dirichlet(6.0 * np.array([USUAL[label] for label in LABELS]))
        yield crowd(KINDS[number % len(KINDS)], dict(zip(LABELS, mix, strict=True)), rng)


def crowd(kind: Kind, mix: dict[str, float], rng: np.random.Generator) -> Labelled:
    """Return one crowd whose people are drawn from ``mix``."""
    stage = _set(kind, rng)
    labels = rng.choice(list(mix), size=kind.people, p=list(mix.values()))
    _cast(stage, kind, [str(label) for label in labels])
    stage.play(SECONDS)
    return Labelled(kind.name, _observe(stage), tuple(_label(stage, each) for each in stage.people), _unclear(stage))


def _set(kind: Kind, rng: np.random.Generator) -> Stage:
    places = school()
    chosen = rng.choice([*places.rooms, *places.corridors], size=kind.rooms, replace=False)
    people = [
        Person(
            number=number,
            room=int(rng.choice(chosen)),
            pace=float(np.clip(rng.lognormal(np.log(1.7), 0.25), 0.7, 3.2)),
            side=float(rng.uniform(-1.0, 1.0)),
            rng=np.random.default_rng(rng.integers(2**63)),
        )
        for number in range(kind.people)
    ]
    position = np.array([places.random_point(each.room, rng, 0.8) for each in people])
    return Stage(places, people, _intruder(places, rng), rng, position)


def _intruder(places: Places, rng: np.random.Generator) -> Intruder:
    rooms = [places.index[name] for name in ROUTES[rng.integers(len(ROUTES))]]
    start = places.random_point(rooms[0], rng, 1.0)
    ways, at, here = [], start, rooms[0]
    for room in rooms[1:]:
        end = places.random_point(room, rng, 1.0)
        ways += places.to_point(here, at, room, end)[1]
        at, here = end, room
    return Intruder(ways, SHOT_AT, float(rng.uniform(0.6, 1.3)), start, rooms[0])


def _cast(stage: Stage, kind: Kind, labels: list[str]) -> None:
    """Give everybody a script: those in locked rooms and those led by teachers together, the others one by one."""
    for person, label in zip(stage.people, labels, strict=True):
        person.label = label
        person.aware_at = SHOT_AT + float(person.rng.exponential(0.8))
        if person.rng.random() < 0.02:
            person.aware_at = np.nan
            person.script = scripts.mill(stage, person)
            continue
        person.free_at = person.aware_at + float(np.clip(person.rng.lognormal(np.log(2.5), kind.spread), 0.6, 25.0))
    _herd(stage, kind)
    _lock(stage)
    _bring_near(stage)
    for person in stage.people:
        if person.script is None:
            person.script = _late(stage, person, _script(stage, person, kind))


def _late(stage: Stage, me: Person, script: Script) -> Script:
    """Do nothing much until one's reaction time is over."""
    yield from scripts.stand(stage, me, me.free_at)
    yield from script


def _script(stage: Stage, me: Person, kind: Kind) -> Script:
    exits = _known(me, kind)
    if me.label == FOLLOW:
        return scripts.follow(stage, me, exits)
    if me.label == ALONE:
        hesitates = float(me.rng.uniform(2.0, 7.0)) if me.rng.random() < 0.15 else 0.0
        runs = scripts.run_by_own_choice(stage, me, exits, hesitates)
        return scripts.do_first(stage, me, runs) if me.rng.random() < ERRANDS else runs
    if me.label == HIDE_IN_PLACE:
        return scripts.hide_here(stage, me)
    if me.label == HIDE_AFTER_RUNNING:
        return scripts.hide_elsewhere(stage, me)
    if me.label == FREEZE:
        return _freezing(stage, me, exits)
    return scripts.fight(stage, me) if me.label == FIGHT else scripts.mill(stage, me)


def _freezing(stage: Stage, me: Person, exits: list[int]) -> Script:
    steps = float(me.rng.uniform(1.5, 4.5)) if me.rng.random() < 0.2 else 0.0
    thaws = float(me.rng.uniform(12.0, 30.0)) if me.rng.random() < 0.12 else np.inf
    me.unclear = np.isfinite(thaws)
    return scripts.freeze(stage, me, steps, thaws, exits)


def _known(me: Person, kind: Kind) -> list[int]:
    exits = len(school().exits)
    if me.rng.random() < kind.informed:
        return list(range(exits))
    return sorted({0, int(me.rng.integers(exits))})


def _herd(stage: Stage, kind: Kind) -> None:
    """Let some of those who follow go after somebody in their region who goes by their own choice."""
    for person in stage.people:
        if person.label != FOLLOW or person.script is not None or person.rng.random() > kind.herds:
            continue
        leads = [each for each in stage.people if each.label == ALONE and each.room == person.room and each.free_at > 0]
        if leads:
            leader = leads[0]
            leader.script = leader.script or _late(stage, leader, scripts.lead(stage, leader, _known(leader, kind)))
            person.free_at = max(person.free_at, leader.free_at - 0.5)
            person.script = _late(stage, person, scripts.follow(stage, person, _known(person, kind), leader.number))


def _lock(stage: Stage) -> None:
    """Move some of those who hide where they are into rooms of their own, one of them to lock its only door."""
    taken = {each.room for each in stage.people}
    empty = [room for room in stage.places.rooms if room not in taken and len(stage.places.doors_of(room)) == 1]
    hiders = [each for each in stage.people if each.label == HIDE_IN_PLACE and each.script is None]
    share = float(stage.rng.uniform(0.0, 0.7))
    for number, person in enumerate(hiders[: round(share * len(hiders))]):
        if not empty:
            return
        person.room = empty[number // 4 % len(empty)]
        stage.position[person.number] = stage.places.random_point(person.room, stage.rng, 0.8)
        door = stage.places.doors_of(person.room)[0]
        person.script = _late(stage, person, scripts.lock_in(stage, person, door, number % 4 == 0))


def _bring_near(stage: Stage) -> None:
    """Let those who will fight start where they may meet the intruder: nobody fights what is far away."""
    rooms = [room for _, room in stage.intruder.ways[:4]]
    beside = {stage.places.beyond(door, room) for room in rooms for door in stage.places.doors_of(room)}
    near = sorted(room for room in {*rooms, *beside} if stage.places.inside[room])
    for person in stage.people:
        if person.label == FIGHT and person.script is None:
            person.room = int(person.rng.choice(near))
            stage.position[person.number] = stage.places.random_point(person.room, person.rng, 0.8)


def _label(stage: Stage, me: Person) -> str:
    """Return what somebody's conduct turned out to be; "" where nothing was to be seen of it."""
    if np.isnan(me.free_at) or me.down_at <= me.free_at:
        return ""
    if me.label == FOLLOW and me.alone_s > me.followed_s:
        return ALONE
    return me.label


def _unclear(stage: Stage) -> NDArray[np.bool_]:
    """Those whose conduct was cut short or mixed, beside those whose script says so."""
    end = np.array([np.nanmin([each.down_at, stage.time]) for each in stage.people])
    free = np.array([each.free_at for each in stage.people])
    short = end - free < 8.0
    mixed = np.array([each.label == FOLLOW and 0.25 < _share(each) < 0.75 for each in stage.people])
    unmet = np.array([each.label == FIGHT and np.isnan(each.fought_at) for each in stage.people])
    return short | mixed | unmet | np.array([each.unclear for each in stage.people])


def _share(me: Person) -> float:
    total = me.alone_s + me.followed_s
    return me.alone_s / total if total else 0.5


def _observe(stage: Stage) -> Observed:
    people, places = stage.people, stage.places
    times: NDArray[np.float64] = np.arange(len(stage.trail), dtype=np.float64) * STEP
    position = np.array(stage.trail)
    storey = np.zeros(position.shape[:2], np.uint16)
    down = np.array([each.down_at for each in people])
    left = _left_at(stage, times)
    secluded = np.zeros((len(times), len(places.box)), np.bool_)
    for room, since in stage.shut.items():
        secluded[times >= since, room] = True
    return Observed(
        building=places.building,
        names=tuple(f"P{each.number}" for each in people),
        times=times,
        position=position,
        storey=storey,
        region=RegionFinder(places.building).regions(position, storey),
        hidden=np.array(stage.hidden),
        outside=times[:, None] >= left,
        health=np.where(times[:, None] >= down, int(Health.INCAPACITATED), int(Health.UNHARMED)).astype(np.uint8),
        threat=np.array(stage.threat)[:, None],
        threat_storey=np.zeros((len(times), 1), np.uint16),
        threat_present=(times >= SHOT_AT)[:, None],
        aware_at=np.array([each.aware_at for each in people]),
        free_at=np.array([each.free_at for each in people]),
        secluded=secluded,
        fought_at=np.array([each.fought_at for each in people]),
        busy=_busy(stage, times),
        exit_used=np.array([each.out_by for each in people], np.int64),
    )


def _busy(stage: Stage, times: NDArray[np.float64]) -> NDArray[np.bool_]:
    busy = np.zeros((len(times), len(stage.people)), np.bool_)
    for person, since, until in stage.at_doors:
        busy[(times >= since) & (times <= until), person] = True
    return busy


def _left_at(stage: Stage, times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ``(n,)`` when each was out: from when they stood still for good; infinity for those who were not."""
    return np.array([each.out_at if each.out_by >= 0 else np.inf for each in stage.people])
