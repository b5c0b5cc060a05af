"""Between two recorded frames: bodies move on smoothly, everything else stays as the earlier one has it."""

import numpy as np
from numpy.typing import NDArray

from muster.recording.frames import Frame as Moment
from muster.recording.frames import Threats
from muster.render.frame import Intruders, Singles

JUMP = 3.0  # metres between two frames: not walked, so not drawn as walked


def at(moment: Moment) -> Singles:
    """Return ``(n, 3)`` metres."""
    feet = np.empty((len(moment.z), 3), np.float32)
    feet[:, :2], feet[:, 2] = moment.position, moment.z
    return feet


def blended(old: Singles, new: Singles, share: float) -> Singles:
    """Return ``(n, 3)`` where bodies are when ``share`` of the time from ``old`` to ``new`` is over."""
    way = new - old
    way[np.abs(way).max(axis=1, initial=0.0) > JUMP] = 0.0
    return (old + share * way).astype(np.float32)


def turned(old: NDArray[np.floating], new: NDArray[np.floating], share: float) -> Singles:
    """Return ``(n,)`` headings in radians, turned the shorter way."""
    turn = (new - old + np.pi) % (2 * np.pi) - np.pi
    return (old + share * turn).astype(np.float32)


def speeds(old: Singles, new: Singles, apart: float) -> Singles:
    """Return ``(n,)`` m/s on the way from ``old`` to ``new`` ``(n, 3)``, ``apart`` seconds later; 0 for jumps."""
    if apart <= 0:
        return np.zeros(len(old), np.float32)
    way = np.linalg.norm(new - old, axis=1)
    return np.where(way > JUMP, 0.0, way / apart).astype(np.float32)


def intruders(old: Moment, new: Moment, share: float, *, since: Moment, apart: float) -> Intruders:
    """Return the threat between two frames; speeds are told from ``since``, ``apart`` seconds before ``new``."""
    a, b = old.threats, new.threats
    position, later, earlier = (_feet(each.threats) for each in (old, new, since))
    return Intruders(
        blended(position, later, share),
        turned(a.heading, b.heading, share),
        np.asarray(a.storey, np.uint16),
        np.asarray(a.present, np.bool_),
        speeds(earlier, later, apart),
    )


def _feet(threats: Threats) -> Singles:
    return np.column_stack((threats.position, threats.z)).astype(np.float32)
