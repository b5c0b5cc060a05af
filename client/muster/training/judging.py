"""Ratings proposed by rules, with their evidence; an evaluator decides."""

from dataclasses import dataclass

from muster.scenario.objective import Criterion, CriterionKind, CriticalTask, Objective
from muster.training.anchors import anchor_time, anchor_words
from muster.training.criteria import RULES
from muster.training.findings import Achieved, Evidence, Found
from muster.training.played import Played
from muster.training.ratings import Rating, better, by_count, by_time, worse

_OTHERWISE = {CriterionKind.KEPT_SHUT: "Unlocked or open again", CriterionKind.STAYED: "Elsewhere"}
"""What must last, and what is said of when it did not."""
_COUNTED = {
    CriterionKind.TOLD: "heard it",
    CriterionKind.CLASS_TOGETHER: "together",
    CriterionKind.CLASS_ASSEMBLED: "at a muster point",
    CriterionKind.HELPED: "reached",
}
"""What is said of those who are counted."""
_MOST_EVIDENCE = 8


@dataclass(frozen=True)
class Proposal:
    """What the rules propose for one critical task.

    Attributes:
        rating: None when nothing could be observed.
        why: in a sentence.
        role: title of the role whose task it is.
        evidence: moments to jump to, in order of time.
    """

    task: CriticalTask
    rating: Rating | None
    why: str
    role: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Judged:
    """An objective with what is proposed for each of its critical tasks."""

    objective: Objective
    proposals: tuple[Proposal, ...]


def judge(played: Played) -> tuple[Judged, ...]:
    """Return what the rules propose for every objective of the exercise, in its order."""
    return tuple(
        Judged(objective, tuple(_propose(played, task) for task in objective.tasks))
        for objective in played.exercise.objectives
    )


def _propose(played: Played, task: CriticalTask) -> Proposal:
    role, criterion = played.exercise.role(task.role), task.criterion
    part = played.part(task.role)
    if part is None:
        return Proposal(task, None, "Not observed: nobody played this role.", role.title)
    after = anchor_time(played, part, criterion)
    if after is None:
        return Proposal(task, None, f"Not observed: {anchor_words(played, criterion)} never came.", role.title)
    found = RULES[criterion.kind](played, part, criterion, after)
    best = _best(found, criterion, after)
    if best is None:
        why = f"Not seen in the recording{f' ({found.note})' if found.note else ''}."
        return Proposal(task, Rating.U, why, role.title, _in_order(found.besides))
    achieved, rating = best
    why = _why(played, criterion, achieved, after, found.note)
    why = why if rating is not Rating.U else f"Outside all bounds. {why}"
    return Proposal(task, rating, why, role.title, _in_order((*achieved.evidence, *found.besides)))


def _best(found: Found, criterion: Criterion, after: float) -> tuple[Achieved, Rating] | None:
    """Return the way in which the task was done best, the earliest of equals."""
    best: tuple[Achieved, Rating] | None = None
    for achieved in found.achieved:
        rating = rated(achieved, criterion, after)
        if best is None or better(rating, best[1]):
            best = achieved, rating
    return best


def rated(achieved: Achieved, criterion: Criterion, after: float) -> Rating:
    """Return the rating of a task done in this way."""
    if criterion.kind in _OTHERWISE:
        lasted = achieved.lasted_otherwise or 0.0
        return by_time(lasted, criterion.within or (0.0, 0.0, 0.0))
    taken = max(achieved.time - after, 0.0)
    return worse(by_time(taken, criterion.within), by_count(achieved.count, criterion.people))


def _why(played: Played, criterion: Criterion, achieved: Achieved, after: float, note: str) -> str:
    """Return what the rating rests on: the count and its bounds, the time taken and its bounds."""
    within = _bounds(criterion.within, "s")
    if criterion.kind in _OTHERWISE:
        lasted = achieved.lasted_otherwise or 0.0
        return _sentence(f"{_OTHERWISE[criterion.kind]} for {lasted:.0f} s{within}", note)
    taken = achieved.time - after
    when = f"{taken:.0f} s after" if taken >= 0 else "before"
    timed = f"{when} {anchor_words(played, criterion)}{within}"
    if criterion.people is None:
        return _sentence(f"Done {timed}", note)
    return _sentence(f"{_counted(criterion, achieved)}{_bounds(criterion.people, '')}, {timed}")


def _counted(criterion: Criterion, achieved: Achieved) -> str:
    """Return how many it concerned, in words."""
    whole = achieved.of or achieved.count
    of = f" of {achieved.of}" if achieved.of else ""
    people = "person" if whole == 1 else "people"
    return " ".join(filter(None, (f"{achieved.count}{of} {people}", _COUNTED.get(criterion.kind, ""))))


def _sentence(*parts: str) -> str:
    return "; ".join(filter(None, parts)) + "."


def _bounds(bounds: tuple[float, float, float] | tuple[int, int, int] | None, unit: str) -> str:
    if bounds is None:
        return ""
    performed, some, major = (f"{bound:g}" for bound in bounds)
    return f" (P {performed}, S {some}, M {major}{f' {unit}' if unit else ''})"


def _in_order(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(sorted(evidence, key=lambda each: each.tick))[:_MOST_EVIDENCE]
