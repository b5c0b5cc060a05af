"""Whether an exercise hangs together: every id it names exists, and every critical task can be judged and be done."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from muster.scenario.building import LockKind
from muster.scenario.exercise import Exercise, Reach, Role
from muster.scenario.finding import Finding, error
from muster.scenario.inject_references import inject_references
from muster.scenario.msel import MselEvent, Variation, Varying
from muster.scenario.objective import Anchor, Criterion, CriterionKind, CriticalTask
from muster.scenario.references import repeated, unless_known

_NEEDS: dict[CriterionKind, tuple[str, ...]] = {
    CriterionKind.DOOR_LOCKED: ("doors",),
    CriterionKind.DOOR_CLOSED: ("doors",),
    CriterionKind.KEPT_SHUT: ("doors",),
    CriterionKind.LIGHTS_OFF: ("regions",),
    CriterionKind.TOLD: ("people",),
    CriterionKind.CLASS_TOGETHER: ("regions",),
    CriterionKind.CLASS_ASSEMBLED: ("people",),
    CriterionKind.STAYED: ("regions",),
    CriterionKind.SWEPT: ("regions",),
    CriterionKind.REACHED: ("regions",),
    CriterionKind.HELPED: ("people",),
}
_TAKES: dict[CriterionKind, tuple[str, ...]] = {
    CriterionKind.TOLD: ("words",),
    CriterionKind.WARNED_ALL: ("words",),
    CriterionKind.CLASS_TOGETHER: ("people",),
}
_FIELDS = ("doors", "regions", "people", "words")
_REACH = {CriterionKind.WARNED_ALL: Reach.PA, CriterionKind.ALARM_RAISED: Reach.ALARM}


class _Known(NamedTuple):
    """The ids that an exercise may name."""

    roles: Collection[str]
    personas: Collection[str]
    regions: Collection[str]
    doors: Collection[str]
    events: Collection[str]


def exercise_references(exercise: Exercise) -> list[Finding]:
    """Return everything in ``exercise`` that refers to nothing or contradicts itself; its scenario is checked apart."""
    building = exercise.scenario.building
    known = _Known(
        roles=dict.fromkeys(role.id for role in exercise.roles),
        personas=dict.fromkeys(persona.id for persona in exercise.scenario.population.personas),
        regions=dict.fromkeys(region.id for region in building.regions),
        doors=dict.fromkeys(door.id for door in building.doors),
        events=dict.fromkeys(event.id for event in exercise.events),
    )
    found = [
        *repeated("role", [role.id for role in exercise.roles]),
        *repeated("persona of roles", [role.persona for role in exercise.roles]),
        *repeated("objective", [objective.id for objective in exercise.objectives]),
        *repeated("task", [task.id for task in exercise.tasks]),
        *repeated("event", [event.id for event in exercise.events]),
    ]
    for role in exercise.roles:
        found += unless_known(f"role {role.id!r}", "played by", role.persona, "persona", known.personas)
    for task in exercise.tasks:
        found += _task(task, exercise, known)
    for event in exercise.events:
        found += _event(event, exercise, known)
    for number, variation in enumerate(exercise.variations):
        found += _variation(f"vary {number}", variation, known)
    return found


def _task(task: CriticalTask, exercise: Exercise, known: _Known) -> Iterator[Finding]:
    where, criterion = f"task {task.id!r}", task.criterion
    if task.role and task.role not in known.roles:
        yield from unless_known(where, "for role", task.role, "role", known.roles)
    for id in criterion.doors:
        yield from unless_known(where, "door", id, "door", known.doors)
    for id in criterion.regions:
        yield from unless_known(where, "region", id, "region", known.regions)
    yield from _fields(where, criterion)
    yield from _bounds(where, criterion, exercise.duration)
    if criterion.after is Anchor.EVENT:
        yield from unless_known(where, "after event", criterion.event, "event", known.events)
    elif criterion.event:
        yield error(where, f"names event {criterion.event!r} but counts from {criterion.after}; write after = 'event'")
    if not task.role or task.role in known.roles:
        yield from _possible(where, criterion, exercise.role(task.role), exercise)


def _fields(where: str, criterion: Criterion) -> Iterator[Finding]:
    needs = _NEEDS.get(criterion.kind, ())
    takes = {*needs, *_TAKES.get(criterion.kind, ())}
    for name in needs:
        if not getattr(criterion, name):
            yield error(where, f"has a criterion of kind {criterion.kind} without {name}; add {name}")
    for name in _FIELDS:
        if getattr(criterion, name) and name not in takes:
            yield error(where, f"has a criterion of kind {criterion.kind}, which takes no {name}; remove {name}")


def _bounds(where: str, criterion: Criterion, duration: float) -> Iterator[Finding]:
    """Yield bounds that do not get easier from P to M, or that come after the end."""
    if criterion.within is not None and _any(criterion.within, lambda better, worse: better > worse):
        yield error(where, f"has within = {[*criterion.within]}, which must not fall from P to M; sort it")
    if criterion.within is not None and max(criterion.within) > duration:
        worst = max(criterion.within)
        yield error(where, f"may take {worst:g} s, more than the {duration:g} s of the exercise; shorten it")
    if criterion.people is not None and _any(criterion.people, lambda better, worse: better < worse):
        yield error(where, f"has people = {[*criterion.people]}, which must not rise from P to M; sort it")


def _any(bounds: Sequence[float], is_wrong: Callable[[float, float], bool]) -> bool:
    return any(is_wrong(better, worse) for better, worse in pairwise(bounds))


def _possible(where: str, criterion: Criterion, role: Role, exercise: Exercise) -> Iterator[Finding]:
    """Yield what the role of a task has no means to do."""
    reach = _REACH.get(criterion.kind)
    if reach is not None and reach not in role.reach:
        yield error(where, f"asks of role {role.id!r} what it cannot reach; add '{reach}' to the reach of that role")
    if criterion.kind is not CriterionKind.DOOR_LOCKED or role.keys:
        return
    for door in exercise.scenario.building.doors:
        if door.id in criterion.doors and door.lock is LockKind.KEY:
            yield error(where, f"has role {role.id!r} lock {door.id!r}, which needs a key; give that role keys = true")


def _event(event: MselEvent, exercise: Exercise, known: _Known) -> Iterator[Finding]:
    where, duration = f"event {event.id!r}", exercise.duration
    if (event.at is None) == (event.on is None):
        yield error(where, "needs a time or an occasion, not both; give one of at and on")
    if event.at is not None and event.at >= duration:
        yield error(where, f"comes at {event.at:g} s, after the end at {duration:g} s; move it or extend the duration")
    if event.inject is not None:
        yield from inject_references(where, event.inject, exercise.scenario, known.personas)
    if event.on is None:
        return
    if event.on.by:
        yield from unless_known(where, "on by", event.on.by, "role or persona", [*known.roles, *known.personas])
    if event.on.place:
        yield from unless_known(where, "on in", event.on.place, "region", known.regions)
    if event.on.door:
        yield from unless_known(where, "on at", event.on.door, "door", known.doors)


def _variation(where: str, variation: Variation, known: _Known) -> Iterator[Finding]:
    if variation.what in (Varying.EVENT, Varying.CHANCE):
        yield from unless_known(where, "of", variation.of, "event", known.events)
    if variation.what is Varying.START:
        yield from unless_known(where, "of", variation.of, "role", known.roles)
        if not variation.choices:
            yield error(where, "has no choices; name the regions in which the role may start")
    for id in variation.choices:
        yield from unless_known(where, "choice", id, "region", known.regions)
    if variation.what is Varying.CHANCE and not 0 <= variation.low <= 1:
        yield error(where, f"has a chance of {variation.low:g}, outside 0 to 1; choose low inside")
    if variation.what in (Varying.CUES, Varying.EVENT) and variation.low > variation.high:
        yield error(where, f"runs from {variation.low:g} to {variation.high:g}; swap low and high")
