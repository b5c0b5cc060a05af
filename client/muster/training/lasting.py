"""The rules about what must last: doors that stay shut, a trainee who stays, a class that stays together."""

import math

import numpy as np

from muster.scenario.objective import Criterion
from muster.training.findings import Achieved, Evidence, Found
from muster.training.played import Part, Played
from muster.training.whereabouts import Bools, Floats
from muster.world.events import EventKind

_BARRED = {EventKind.DOOR_LOCKED.value, EventKind.DOOR_BARRICADED.value}
_OPENED = {EventKind.DOOR_UNLOCKED.value, EventKind.DOOR_OPENED.value}
_NAMED = 4  # people named in one piece of evidence
_GRACE_S = 1.0  # steps over a threshold and back, as somebody works the door


def kept_shut(played: Played, part: Part, criterion: Criterion, after: float) -> Found:
    """Find for how long doors that had been locked were unlocked or open again, by whomever, until released."""
    doors = [_watched(played, part, door) for door in dict.fromkeys(criterion.doors)]
    if not any(was_locked for was_locked, _, _ in doors):
        return Found(note="it was never locked")
    seen = tuple(one for _, _, opened in doors for one in opened)
    return _lasting(played, seen, sum(seconds for _, seconds, _ in doors), "kept it shut once it was locked")


def _watched(played: Played, part: Part, door: str) -> tuple[bool, float, list[Evidence]]:
    """Return whether a door was ever locked, the seconds it was not any more, and who opened it."""
    until = min(_until(played, *_sides(played, door)), played.end)
    seconds, was_locked, open_since = 0.0, False, math.nan
    seen: list[Evidence] = []
    for row in played.events:
        time = played.time(row.tick)
        if row.text != door or time > until:
            continue
        if row.kind in _BARRED:
            seconds += 0.0 if math.isnan(open_since) else time - open_since
            was_locked, open_since = True, math.nan
        elif row.kind in _OPENED and was_locked and math.isnan(open_since):
            open_since = time
            text = f"{played.who(row, part)} unlocked or opened {played.door_name(door)}"
            seen.append(Evidence(row.tick, time, "", text, -1 if row.agent is None else row.agent))
    return was_locked, seconds + (0.0 if math.isnan(open_since) else until - open_since), seen


def stayed(played: Played, part: Part, criterion: Criterion, after: float) -> Found:
    """Find for how long the trainee was elsewhere, until released."""
    times = played.observed.times
    until = _until(played, *criterion.regions)
    watched = (times >= after) & (times < until) & _held(part, times)
    away = watched & ~played.within(part.agent, criterion.regions)
    seconds = float(away.sum()) * played.observed.step
    starts = np.flatnonzero(away & ~np.concatenate(([False], away[:-1])))
    seen = tuple(
        Evidence(
            round(float(times[at]) / played.dt),
            float(times[at]),
            _where(played, part, int(at)),
            "was elsewhere",
            part.agent,
        )
        for at in starts
    )
    return _lasting(played, seen, seconds if seconds > _GRACE_S else 0.0, "stayed")


def class_together(played: Played, part: Part, criterion: Criterion, after: float) -> Found:
    """Find from when on how many of those in the trainee's charge were inside and stayed there, until released."""
    charges = played.charges(part)
    if not charges:
        return Found(note="nobody is in the charge of this person")
    times = played.observed.times
    watched = (times >= after) & (times < _until(played, *criterion.regions))
    inside = played.within(charges, criterion.regions)[watched]
    if not len(inside):
        return Found(note="released before this could be judged")
    counts, seconds = inside.sum(axis=1), times[watched]
    fewest = 1 if criterion.people is not None else len(charges)
    achieved = [_together(played, charges, inside, seconds, wanted) for wanted in range(len(charges), fewest - 1, -1)]
    missing = _missing(played, charges, inside[-1], float(seconds[-1]))
    besides = (missing,) if missing is not None else ()
    done = tuple(each for each in achieved if each is not None)
    return Found(
        done, () if done and not missing else besides, f"at most {int(counts.max())} of {len(charges)} at once"
    )


def _together(
    played: Played,
    charges: list[int],
    inside: Bools,
    times: Floats,
    wanted: int,
) -> Achieved | None:
    """Return from when on at least ``wanted`` were inside for good; None when they weren't at the end."""
    enough = inside.sum(axis=1) >= wanted
    if not enough[-1]:
        return None
    first = 0 if enough.all() else int(np.flatnonzero(~enough)[-1]) + 1
    time = float(times[first])
    text = f"{wanted} of {len(charges)} of the class were inside from now on"
    return Achieved(time, (Evidence(round(time / played.dt), time, "", text),), wanted, len(charges))


def _missing(played: Played, charges: list[int], inside: Bools, time: float) -> Evidence | None:
    names = [played.name(agent) for agent, is_in in zip(charges, inside, strict=True) if not is_in]
    if not names:
        return None
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    text = f"not with the class: {', '.join(names[:_NAMED])}{more}"
    return Evidence(round(time / played.dt), time, "", text)


def _lasting(played: Played, seen: tuple[Evidence, ...], otherwise: float, words: str) -> Found:
    if not otherwise and not seen:
        seen = (Evidence(round(played.end / played.dt), played.end, "", f"{words}, until the end"),)
    return Found((Achieved(played.end, seen, lasted_otherwise=otherwise),))


def _held(part: Part, times: Floats) -> Bools:
    held = np.zeros(len(times), np.bool_)
    for start, end in part.spans:
        held |= (times >= start) & (times <= end)
    return held


def _until(played: Played, *regions: str) -> float:
    """Return when the first of ``regions`` was released; infinity when none was."""
    return min((played.released_at(region) for region in regions), default=math.inf)


def _sides(played: Played, id: str) -> tuple[str, ...]:
    doors = played.exercise.scenario.building.doors
    return next((door.between for door in doors if door.id == id), ())


def _where(played: Played, part: Part, sample: int) -> str:
    region = int(played.observed.region[sample, part.agent])
    return played.observed.building.regions[region].name if region >= 0 else ""
