"""Who set off when, who got out when and by which exit, and why the others did not."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from muster.analysis.tracks import Floats, Ints, Tracks

AWAY = 3.0
"""Metres from where they noticed at which somebody has set off; as in ``muster.conduct.egress``."""
STILL = 0.5
"""Metres within which somebody has not begun to walk: milling on the spot."""
HELD_UP = 60.0
"""Seconds before the end within which being blocked, or a door that did not open, counts as the reason."""

CUES = frozenset({"alarm", "announcement", "shot"})
"""Events from which pre-movement counts, as in PD 7974-6: from the cue, not from when each notices it."""


class Reason(StrEnum):
    """Why somebody was inside at the end, the first that holds."""

    INCAPACITATED = "incapacitated"
    NEVER_AWARE = "never noticed anything"
    HIDING = "hiding"
    STAYED = "noticed, but did not set off"
    HELD_UP = "held up, or at a door that did not open, in the last minute"
    ON_THE_WAY = "on the way when the run ended"


@dataclass(frozen=True)
class Leaving:
    """Everybody's egress; row *i* is person *i*, seconds from the start of the run.

    Attributes:
        cue_at: of the first cue, or when the first person noticed something, if that was earlier; NaN for neither.
        aware_at, set_off_at, out_at: ``(n,)``, NaN for those who never did.
        exit_used: ``(n,)`` index into the building's exits, -1 for none.
        reasons: one a person, None for those who got out.
    """

    cue_at: float
    aware_at: Floats
    set_off_at: Floats
    out_at: Floats
    exit_used: Ints
    reasons: tuple[Reason | None, ...]

    @property
    def pre_movement(self) -> Floats:
        """``(n,)`` seconds from the first cue until each set off; NaN for those who never did."""
        return self.set_off_at - self.cue_at


def leaving(tracks: Tracks) -> Leaving:
    """Return how everybody left."""
    aware_at = first(tracks.aware, tracks.times)
    set_off_at = np.array([_set_off(tracks, person, aware_at[person]) for person in range(tracks.people)])
    out_at, exit_used = _out(tracks)
    return Leaving(
        cue_at=_cue_at(tracks, aware_at),
        aware_at=aware_at,
        set_off_at=set_off_at,
        out_at=out_at,
        exit_used=exit_used,
        reasons=_reasons(tracks, aware_at, set_off_at, out_at),
    )


def first(when: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]", times: Floats) -> Floats:
    """Return ``(n,)`` the first of ``times`` at which ``when`` ``(f, n)`` holds, NaN where it never does."""
    return np.where(when.any(axis=0), times[when.argmax(axis=0)], np.nan)


def _cue_at(tracks: Tracks, aware_at: Floats) -> float:
    cues = [event.tick * tracks.dt for event in tracks.events if event.kind in CUES]
    noticed = aware_at[~np.isnan(aware_at)].tolist()
    return min([*cues, *noticed], default=float("nan"))


def _set_off(tracks: Tracks, person: int, aware_at: float) -> float:
    """Return when somebody began to walk from where they noticed: the last moment near it before they were away."""
    if np.isnan(aware_at):
        return float("nan")
    start = int(np.searchsorted(tracks.times, aware_at - 1e-6))
    off = np.linalg.norm(tracks.position[start:, person] - tracks.position[start, person], axis=1)
    changed = tracks.storey[start:, person] != tracks.storey[start, person]
    away = np.flatnonzero((off > AWAY) | changed)
    if not len(away):
        return float("nan")
    still = np.flatnonzero(off[: int(away[0])] <= STILL)
    return float(tracks.times[start + int(still[-1])])


def _out(tracks: Tracks) -> tuple[Floats, Ints]:
    index = {exit.id: number for number, exit in enumerate(tracks.building.exits)}
    out_at, used = np.full(tracks.people, np.nan), np.full(tracks.people, -1, np.int64)
    for event in tracks.events:
        if event.kind == "out" and event.agent is not None and np.isnan(out_at[event.agent]):
            out_at[event.agent] = event.tick * tracks.dt
            used[event.agent] = index.get(event.text, -1)
    return out_at, used


def _reasons(tracks: Tracks, aware_at: Floats, set_off_at: Floats, out_at: Floats) -> tuple[Reason | None, ...]:
    end = float(tracks.times[-1])
    held = {
        event.agent
        for event in tracks.events
        if event.kind in ("blocked", "door_refused") and event.tick * tracks.dt >= end - HELD_UP
    }
    return tuple(
        None if not np.isnan(out_at[person]) else _reason(tracks, person, aware_at, set_off_at, person in held)
        for person in range(tracks.people)
    )


def _reason(tracks: Tracks, person: int, aware_at: Floats, set_off_at: Floats, is_held: bool) -> Reason:
    tests = (
        (Reason.INCAPACITATED, bool(tracks.down[-1, person])),
        (Reason.NEVER_AWARE, bool(np.isnan(aware_at[person]))),
        (Reason.HIDING, bool(tracks.hidden[-1, person])),
        (Reason.STAYED, bool(np.isnan(set_off_at[person]))),
        (Reason.HELD_UP, is_held),
    )
    return next((reason for reason, holds in tests if holds), Reason.ON_THE_WAY)
