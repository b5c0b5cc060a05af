"""A tiny result of FDS, written by its published formats: an .smv file, a slice file a quantity, CHID_hrr.csv.

Formats: FDS User's Guide, 'Output File Formats': 'Slice Files' and 'Heat Release Rate and Related Quantities'; the
.smv file as in Smokeview's Technical Reference Guide.
"""

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Value = Callable[[float, float, float], float]
"""Of x, y in metres and seconds."""


@dataclass(frozen=True)
class Cut:
    """A slice at ``height`` metres: its name in the .smv file, and the value at a point and time."""

    quantity: str
    value: Value
    height: float = 1.6


def write_result(
    folder: Path, cuts: Sequence[Cut], *, size: tuple[int, int], times: Sequence[float], cell: float = 0.5
) -> Path:
    """Write a mesh of ``size`` cells from the origin, 3.2 m high, and ``cuts`` through it; return the folder."""
    folder.mkdir()
    cells = (*size, 16)
    heads: list[str] = []
    for number, cut in enumerate(cuts, start=1):
        k = round(cut.height / 0.2)
        heads.append(
            f"SLCF     1 # STRUCTURED & {0:5d}{size[0]:6d}{0:6d}{size[1]:6d}{k:6d}{k:6d} ! {number:6d}\n"
            f" tiny_{number}.sf\n {cut.quantity}\n short_{number}\n unit\n"
        )
        _write_slice(folder / f"tiny_{number}.sf", cut, size, k, times, cell)
    axes = (_axis("X", cells[0], cell), _axis("Y", cells[1], cell), _axis("Z", cells[2], 0.2))
    extent = f" 0.0 {size[0] * cell} 0.0 {size[1] * cell} 0.0 3.2 0 0 0 0 0"
    mesh = f"GRID MESH1\n {cells[0]} {cells[1]} {cells[2]} 0\n\nPDIM\n{extent}\n\n" + "\n".join(axes)
    text = f"CHID\n tiny\n\nCSVF\n hrr\n tiny_hrr.csv\n\n{mesh}\nOBST\n 0\n\nVENT\n 0 0\n\nCVENT\n 0\n\n"
    (folder / "tiny.smv").write_text(text + "\n".join(heads))
    rows = "".join(f"{time},{10.0 * time}\n" for time in times)
    (folder / "tiny_hrr.csv").write_text(f"s,kW\nTime,HRR\n{rows}")
    return folder


def _axis(name: str, cells: int, spacing: float) -> str:
    points = "".join(f" {number} {number * spacing:.5f}\n" for number in range(cells + 1))
    return f"TRN{name}\n 0\n{points}"


def _write_slice(path: Path, cut: Cut, size: tuple[int, int], k: int, times: Sequence[float], cell: float) -> None:
    labels = b"".join(_record(label.encode().ljust(30)) for label in (cut.quantity[:30], "short", "unit"))
    bounds = _record(struct.pack("<6i", 0, size[0], 0, size[1], k, k))
    points = [(i * cell, j * cell) for j in range(size[1] + 1) for i in range(size[0] + 1)]  # x runs fastest
    frames = b"".join(
        _record(struct.pack("<f", time))
        + _record(struct.pack(f"<{len(points)}f", *(cut.value(x, y, time) for x, y in points)))
        for time in times
    )
    path.write_bytes(labels + bounds + frames)


def _record(payload: bytes) -> bytes:
    """Return a record as Fortran writes it: its length before and after it."""
    length = struct.pack("<i", len(payload))
    return length + payload + length
