"""What has changed since the moment sent last: each viewer has a ``Coder``, for each was sent something else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.render.chronicle import Told
from muster.render.frame import Speech
from muster.render.service.columns import MOTION, Columns, Table, Whole


@dataclass(frozen=True)
class Delta:
    """One moment as it is sent.

    Attributes:
        end: the last simulated second there is so far.
        is_key: coded against zeros; others against the moment sent before.
        people, intruders, doors: what to add to each column, one number a row; columns without a change are left out.
        silent: agents who have ceased to speak.
        said: what is being said and was not in the moment before; instead of what the same agent said there.
        smoke: what to add to each region's extinction, 1/km; None without a change. fire_kw: heat of the fire.
        skipped: moments left out before this one, since the viewer was not ready.
    """

    time: float
    end: float
    is_key: bool
    people: Table
    intruders: Table
    doors: Whole | None
    alarm: bool
    silent: Sequence[int]
    said: Sequence[Speech]
    events: Sequence[Told] = ()
    skipped: int = 0
    smoke: Whole | None = None
    fire_kw: int = 0


class Coder:
    """Codes the moments of one viewer; what is given to ``code`` counts as sent.

    Args:
        storeys: whose bodies move in this viewer's columns; empty for all.
    """

    def __init__(self, storeys: frozenset[int] = frozenset()) -> None:
        self._storeys = np.array(sorted(storeys), np.int32)
        self._people: dict[str, Whole] = {}
        self._intruders: dict[str, Whole] = {}
        self._doors: dict[str, Whole] = {}
        self._speech: dict[int, Speech] = {}
        self._smoke: dict[str, Whole] = {}

    def code(self, now: Columns, *, end: float, events: Sequence[Told] = (), skipped: int = 0) -> Delta:
        """Return what has changed; the first time, everything."""
        is_key = not self._people
        heard, self._speech = self._speech, {speech.agent: speech for speech in now.speech}
        return Delta(
            time=now.time,
            end=end,
            is_key=is_key,
            people=self._changes(now.people, self._people),
            intruders=self._changes(now.intruders, self._intruders),
            doors=_update({"doors": now.doors}, self._doors).get("doors"),
            alarm=now.alarm,
            silent=sorted(heard.keys() - self._speech.keys()),
            said=[speech for agent, speech in self._speech.items() if speech != heard.get(agent)],
            events=events,
            skipped=skipped,
            smoke=self._smoked(now.smoke),
            fire_kw=now.fire_kw,
        )

    def _smoked(self, now: Whole) -> Whole | None:
        """Return the changes of smoke; where there is none to tell of, all that was sent clears."""
        sent = self._smoke.get("smoke")
        if not len(now) and sent is not None:
            now = np.zeros_like(sent)
        return _update({"smoke": now}, self._smoke).get("smoke") if len(now) else None

    def _changes(self, now: Table, sent: dict[str, Whole]) -> Table:
        return _update(now if not len(self._storeys) else self._seen(now, sent), sent)

    def _seen(self, now: Table, sent: Mapping[str, Whole]) -> Table:
        """Return ``now`` with the bodies on other storeys where the viewer knows them to be."""
        here = np.isin(now["storey"], self._storeys)
        return {name: np.where(here, new, sent.get(name, 0)) if name in MOTION else new for name, new in now.items()}


def _update(now: Table, sent: dict[str, Whole]) -> dict[str, Whole]:
    """Return the columns of changes from ``sent`` to ``now``, and make ``sent`` what a reader will have."""
    changes: dict[str, Whole] = {}
    for name, new in now.items():
        old = sent.get(name)
        change = new.copy() if old is None else new - old
        if name == "heading_deg":
            change = _shorter_way(change)
        sent[name] = change if old is None else old + change
        if change.any():
            changes[name] = change
    return changes


def _shorter_way(turn: NDArray[np.int32]) -> Whole:
    """Return the same turns in degrees, from -180 to 179: small numbers are short."""
    return (turn + 180) % 360 - 180
