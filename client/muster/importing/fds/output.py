"""Results of FDS through fdsreader: the only place that knows it, for it has no types.

What a slice is called in the .smv file is said in the FDS User's Guide, 'Gas Phase Quantities'.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muster.importing.errors import ImportFailed

Floats = NDArray[np.float64]

_HORIZONTAL = 3  # fdsreader's number for slices at one z
_HEAT = "HRR"  # the column of CHID_hrr.csv


class Quantity(StrEnum):
    """What of a slice is of use here, by the end of its name in the results; of the first four one is enough."""

    EXTINCTION = "EXTINCTION COEFFICIENT"
    SOOT = "SOOT DENSITY"
    OPTICAL_DENSITY = "OPTICAL DENSITY"
    VISIBILITY = "VISIBILITY"
    CO = "CARBON MONOXIDE VOLUME FRACTION"
    CO2 = "CARBON DIOXIDE VOLUME FRACTION"
    OXYGEN = "OXYGEN VOLUME FRACTION"


@dataclass(frozen=True)
class Patch:
    """The part of a slice that lies in one mesh: ``x`` ``(nx,)`` and ``y`` ``(ny,)`` metres of its points.

    ``values`` reads ``(t, nx, ny)``, which may be large, hence not kept.
    """

    x: Floats
    y: Floats
    values: Callable[[], NDArray[np.float32]]


@dataclass(frozen=True)
class Plane:
    """A horizontal slice at ``height`` metres, at ``times`` ``(t,)`` seconds."""

    quantity: Quantity
    height: float
    times: Floats
    patches: tuple[Patch, ...]


@dataclass(frozen=True)
class Output:
    """What was found in a folder.

    Attributes:
        name: CHID of the run.
        planes: horizontal slices of use.
        heat: times in seconds and heat release in kW; None without CHID_hrr.csv.
    """

    name: str
    planes: tuple[Plane, ...]
    heat: tuple[Floats, Floats] | None


def read_output(folder: Path) -> Output:
    """Return the horizontal slices of a folder with results of FDS, or of its .smv file; raises ImportFailed."""
    if not folder.exists():
        raise ImportFailed(f"{folder}: no such folder; give that with the results of FDS (CHID.smv)")
    found = _opened(folder)
    try:
        output = Output(str(found.chid), tuple(_planes(found.slices)), _heat(found))
    except Exception as error:  # fdsreader raises several kinds for damaged files
        raise _unreadable(folder, error) from error
    if not output.planes:
        raise ImportFailed(
            f"{folder}: {output.name} has no horizontal slice of smoke or gases; add to the input of FDS, for "
            "each storey, &SLCF PBZ=(floor + 1.6), QUANTITY='EXTINCTION COEFFICIENT' / and the same with QUANTITY="
            "'VOLUME FRACTION' and SPEC_ID='CARBON MONOXIDE', 'CARBON DIOXIDE' and 'OXYGEN'"
        )
    return output


def _opened(folder: Path) -> Any:
    try:
        from fdsreader import Simulation, settings  # pyright: ignore[reportMissingTypeStubs]
    except ImportError:
        raise ImportFailed(f"{folder}: results of FDS need fdsreader; pip install 'muster-sim[fds]'") from None
    settings.ENABLE_CACHING = False
    try:
        # Not by calling the class: that would unpickle, or else delete, a .pickle that lies in the folder.
        simulation: Any = object.__new__(Simulation)
        simulation.__init__(str(folder))
    except Exception as error:  # fdsreader raises several kinds, asserts among them, for what it cannot read
        raise _unreadable(folder, error) from error
    return simulation


def _unreadable(folder: Path, error: Exception) -> ImportFailed:
    told = f"{folder}: cannot be read as results of FDS ({type(error).__name__}: {str(error)[:200]})"
    return ImportFailed(
        f"{told}; give the folder with one CHID.smv and its .sf files, of FDS 6, or the .smv file itself"
    )


def _planes(slices: Any) -> Iterator[Plane]:
    for each in slices:
        quantity = _quantity(str(each.quantity.name))
        if quantity is None or each.orientation != _HORIZONTAL:
            continue
        parts = list(each.subslices)
        if not len(each.times):
            continue
        height = float(parts[0].get_coordinates()["z"][0])
        yield Plane(quantity, height, np.array(each.times, np.float64), tuple(map(_patch, parts)))


def _quantity(name: str) -> Quantity | None:
    return next((each for each in Quantity if name.upper().endswith(each.value)), None)


def _patch(part: Any) -> Patch:
    at = part.get_coordinates()
    x, y = np.array(at["x"], np.float64), np.array(at["y"], np.float64)

    def values() -> NDArray[np.float32]:
        try:
            read = np.array(part.data, np.float32).reshape(-1, len(x), len(y))
        except Exception as error:  # as in read_output
            raise _unreadable(Path(part.filename), error) from error
        if not np.isfinite(read).all():
            raise ImportFailed(f"{part.filename}: holds values that are no numbers; have FDS write it once more")
        part.clear_cache()
        return read

    return Patch(x, y, values)


def _heat(simulation: Any) -> tuple[Floats, Floats] | None:
    columns: dict[str, Any] = getattr(simulation, "hrr", None) or {}
    if _HEAT not in columns or "Time" not in columns:
        return None
    return np.array(columns["Time"], np.float64), np.array(columns[_HEAT], np.float64)
