"""The ``smoke`` table: how a fire burns and how thick its smoke is, a row a simulated second in which that changed."""

import sqlite3
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from muster.recording.errors import RecordingDamaged
from muster.recording.opening import broken_means_damaged

FAINTEST = 1e-3
"""1/m below which a region is written as clear: one would see through three kilometres of it (Jin 1978)."""

_THICKEST = 6e4  # 1/m; what half precision can hold
_ROUNDING = 1e-9  # seconds
_LATEST = "SELECT tick, heat_kw, extinction FROM smoke WHERE tick <= ? ORDER BY tick DESC LIMIT 1"
_THERE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'smoke'"

Row = tuple[int, float, bytes]
"""A row of the table: tick, kW, and what ``pack`` makes of extinctions."""


@dataclass(frozen=True)
class SmokeState:
    """Fire and smoke at ``tick``.

    Attributes:
        heat: kW the fire releases.
        extinction: ``(r,)`` 1/m, a value for each region of the building in its order; 0 in clear air.
    """

    tick: int
    heat: float
    extinction: NDArray[np.float32]


def pack(extinction: NDArray[np.floating]) -> bytes:
    """Return ``(r,)`` 1/m as zlib of little-endian half-precision floats, exact to a two-thousandth."""
    kept = np.where(extinction < FAINTEST, 0.0, np.minimum(extinction, _THICKEST))
    return zlib.compress(kept.astype("<f2").tobytes(), 1)


def unpack(packed: bytes, regions: int) -> NDArray[np.float32]:
    """Return what was packed of ``regions`` regions, or raise ``RecordingDamaged``."""
    stream = zlib.decompressobj()
    try:
        raw = stream.decompress(packed, 2 * regions + 1)
    except zlib.error as error:
        raise RecordingDamaged(f"its smoke cannot be unpacked ({error})") from None
    if len(raw) != 2 * regions or not stream.eof:
        raise RecordingDamaged(f"its smoke does not unpack to {regions} regions")
    extinction = np.frombuffer(raw, "<f2").astype(np.float32)
    if not np.isfinite(extinction).all() or (extinction < 0.0).any():
        raise RecordingDamaged("its smoke has extinctions that are no numbers of at least 0")
    return extinction


class SmokeBuffer:
    """The rows to be written next; a state equal to the one before makes none."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._last: tuple[float, bytes] | None = None

    def add(self, state: SmokeState) -> None:
        """Keep ``state``; ticks must ascend."""
        now = round(state.heat, 2), pack(state.extinction)
        if now != self._last:
            self._last = now
            self.rows.append((state.tick, *now))


class Smokes:
    """Reads the table of one recording; one without it, of an earlier muster or without a fire, has no smoke."""

    def __init__(self, path: Path, database: sqlite3.Connection, *, dt: float) -> None:
        self._path, self._database, self._dt = path, database, dt
        self._last: SmokeState | None = None

    def at(self, time: float, regions: int) -> SmokeState | None:
        """Return the latest state at or before ``time`` seconds; None before the first, or where there is none.

        Raises ``RecordingDamaged``. Any moment costs the same: one search by tick.
        """
        if not self._is_there:
            return None
        with broken_means_damaged(self._path, "smoke"):
            row = self._database.execute(_LATEST, (int((time + _ROUNDING) / self._dt),)).fetchone()
        if row is None:
            return None
        if self._last is None or self._last.tick != row[0]:
            self._last = self._state(row, regions)
        return self._last

    @cached_property
    def _is_there(self) -> bool:
        with broken_means_damaged(self._path, "smoke"):
            return self._database.execute(_THERE).fetchone() is not None

    def _state(self, row: tuple[int, float, object], regions: int) -> SmokeState:
        tick, heat, packed = row  # STRICT tables check kinds, but a damaged file need not be what it says
        try:
            extinction = unpack(packed if isinstance(packed, bytes) else b"", regions)
        except RecordingDamaged as error:
            raise RecordingDamaged(f"{self._path}: at tick {tick} {error}; the rest may still be readable") from None
        return SmokeState(tick, float(heat), extinction)
