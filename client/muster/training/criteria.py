"""The rules, one a kind of criterion: what in a recording shows that a critical task was done.

They look at events, words and where bodies were: at what a camera would have seen, never at what anybody thought.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from muster.recording.rows import EventRow, WordRow
from muster.scenario.objective import Criterion, CriterionKind
from muster.training.findings import Achieved, Evidence, Found
from muster.training.lasting import class_together, kept_shut, stayed
from muster.training.played import Part, Played
from muster.world.events import EventKind

Rule = Callable[[Played, Part, Criterion, float], Found]
"""Takes what was played, by whom, the criterion and the second it counts from."""


_MOST_TRIED = 3


def evidence(played: Played, row: EventRow, text: str) -> Evidence:
    """Return an event as evidence."""
    agent = -1 if row.agent is None else row.agent
    return Evidence(row.tick, played.time(row.tick), played.place_of(row.place), text, agent)


def _doors(done: Sequence[EventKind], undone: Sequence[EventKind], verb: str) -> Rule:
    """Return the rule that every door named is in a state, all at one time, by whomever; the evidence says by whom."""
    is_done, is_undone = {kind.value for kind in done}, {kind.value for kind in undone}

    def rule(played: Played, part: Part, criterion: Criterion, after: float) -> Found:
        holds: dict[str, Evidence] = {}
        for row in played.events:
            if row.text in criterion.doors and row.kind in is_undone:
                holds.pop(row.text, None)
            elif row.text in criterion.doors and row.kind in is_done:
                holds[row.text] = evidence(played, row, f"{played.who(row, part)} {verb} {played.door_name(row.text)}")
            if len(holds) == len(set(criterion.doors)):
                seen = tuple(sorted(holds.values(), key=lambda each: each.tick))
                return Found((Achieved(seen[-1].time, seen),))
        note = f"{len(holds)} of {len(criterion.doors)} doors" if holds else ""
        return Found(besides=(*holds.values(), *_tried(played, part)), note=note)

    return rule


def _tried(played: Played, part: Part) -> list[Evidence]:
    """Return the first things that the trainee tried and that could not be done."""
    rows = [*played.by(part, EventKind.REFUSED)][:_MOST_TRIED]
    return [evidence(played, row, f"tried what could not be done: {row.text}") for row in rows]


def _once(*kinds: EventKind, words: str) -> Rule:
    """Return the rule that the trainee did something of ``kinds``, which events say of itself."""

    def rule(played: Played, part: Part, criterion: Criterion, after: float) -> Found:
        rows = [row for row in played.by(part, *kinds) if _says(row.text, criterion.words)]
        return Found(tuple(Achieved(played.time(row.tick), (evidence(played, row, words),)) for row in rows))

    return rule


def _warned_all(played: Played, part: Part, criterion: Criterion, after: float) -> Found:
    rows = [*played.by(part, EventKind.ANNOUNCEMENT)]
    fitting = [row for row in rows if _says(row.text, criterion.words)]
    told = tuple(
        Achieved(played.time(row.tick), (evidence(played, row, f"announced: {row.text!r}"),)) for row in fitting
    )
    others = tuple(evidence(played, row, f"announced, in other words: {row.text!r}") for row in rows[:3])
    return Found(told, () if told else others)


def _told(played: Played, part: Part, criterion: Criterion, after: float) -> Found:
    rows = [row for row in played.said(part) if played.time(row.tick) >= after]
    fitting = [row for row in rows if _says(row.text, criterion.words)]
    others = tuple(_spoken(played, row) for row in rows[:3])
    told = tuple(Achieved(played.time(row.tick), (_spoken(played, row),), row.heard) for row in fitting)
    return Found(told, () if told else others)


def _spoken(played: Played, row: WordRow) -> Evidence:
    heard = f"{row.heard} heard it" if row.heard else "nobody heard it"
    return Evidence(row.tick, played.time(row.tick), "", f"said {row.text!r}; {heard}", row.agent)


def _says(text: str, words: Iterable[str]) -> bool:
    """Return whether ``text`` holds any of ``words``; it does where none are asked for."""
    wanted = [word.casefold() for word in words]
    return not wanted or any(word in text.casefold() for word in wanted)


def _lights_off(played: Played, part: Part, criterion: Criterion, after: float) -> Found:
    rows = {row.place: row for row in played.by(part, EventKind.LIGHTS_OFF) if row.place in criterion.regions}
    seen = tuple(evidence(played, row, "put out the light") for row in sorted(rows.values(), key=lambda row: row.tick))
    if rows.keys() >= set(criterion.regions):
        return Found((Achieved(seen[-1].time, seen),))
    return Found(besides=seen, note=f"{len(rows)} of {len(criterion.regions)} rooms" if rows else "")


def _class_assembled(played: Played, part: Part, criterion: Criterion, after: float) -> Found:
    charges = set(played.charges(part))
    if not charges:
        return Found(note="nobody is in the charge of this person")
    rows = [row for row in played.events if row.kind == EventKind.ASSEMBLED.value and row.agent in charges]
    return Found(
        _one_after_another(played, rows, "reached a muster point", len(charges)), note=f"{len(rows)} of {len(charges)}"
    )


def _helped(played: Played, part: Part, criterion: Criterion, after: float) -> Found:
    first = {row.other: row for row in reversed([*played.by(part, EventKind.AIDED)])}
    rows = sorted(first.values(), key=lambda row: row.tick)
    return Found(_one_after_another(played, rows, "was reached to be helped"))


def _one_after_another(played: Played, rows: Sequence[EventRow], what: str, of: int = 0) -> tuple[Achieved, ...]:
    """Return an achievement for each of ``rows``: one person more, of so many."""
    done: list[Achieved] = []
    for number, row in enumerate(rows, start=1):
        whom = row.other if row.kind == EventKind.AIDED.value else row.agent
        name = "somebody" if whom is None else played.name(whom)
        seen = Evidence(row.tick, played.time(row.tick), played.place_of(row.place), f"{name} {what}", part_of(whom))
        done.append(Achieved(seen.time, (seen,), number, of))
    return tuple(done)


def part_of(agent: int | None) -> int:
    """Return an agent as evidence has it."""
    return -1 if agent is None else agent


def _swept(played: Played, part: Part, criterion: Criterion, after: float) -> Found:
    seen = tuple(_visits(played, part, criterion.regions, after))
    if len(seen) == len(set(criterion.regions)):
        return Found((Achieved(seen[-1].time, seen),))
    return Found(besides=seen, note=f"{len(seen)} of {len(criterion.regions)} rooms")


def _reached(played: Played, part: Part, criterion: Criterion, after: float) -> Found:
    seen = tuple(_visits(played, part, criterion.regions, after))
    return Found(tuple(Achieved(each.time, (each,)) for each in seen))


def _visits(played: Played, part: Part, regions: Sequence[str], after: float) -> list[Evidence]:
    """Return the first visit to each of ``regions`` from ``after`` on, in order of time."""
    times = played.observed.times
    visits: list[Evidence] = []
    for region in dict.fromkeys(regions):
        there = played.within(part.agent, [region]) & (times >= after - 1e-6)
        if there.any():
            time = float(times[int(np.argmax(there))])
            visits.append(Evidence(round(time / played.dt), time, played.place_of(region), "came in", part.agent))
    return sorted(visits, key=lambda each: each.time)


_BARRED = (EventKind.DOOR_LOCKED, EventKind.DOOR_BARRICADED)
_OPENED = (EventKind.DOOR_OPENED, EventKind.DOOR_UNLOCKED)
RULES: dict[CriterionKind, Rule] = {
    CriterionKind.DOOR_LOCKED: _doors(_BARRED, _OPENED, "locked or barricaded"),
    CriterionKind.DOOR_CLOSED: _doors((EventKind.DOOR_CLOSED, *_BARRED), (EventKind.DOOR_OPENED,), "shut"),
    CriterionKind.KEPT_SHUT: kept_shut,
    CriterionKind.LIGHTS_OFF: _lights_off,
    CriterionKind.TOLD: _told,
    CriterionKind.WARNED_ALL: _warned_all,
    CriterionKind.ALARM_RAISED: _once(EventKind.ALARM, words="raised the alarm"),
    CriterionKind.CALLED: _once(EventKind.CALLED, words="called for help"),
    CriterionKind.CLASS_TOGETHER: class_together,
    CriterionKind.CLASS_ASSEMBLED: _class_assembled,
    CriterionKind.STAYED: stayed,
    CriterionKind.SWEPT: _swept,
    CriterionKind.REACHED: _reached,
    CriterionKind.ASSEMBLED: _once(EventKind.ASSEMBLED, words="reached a muster point"),
    CriterionKind.ROLL_CALL: _once(EventKind.ROLL_CALL, words="began the roll call"),
    CriterionKind.HELPED: _helped,
}
