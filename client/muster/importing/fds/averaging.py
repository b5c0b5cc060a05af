"""The mean air of each region, second by second, of horizontal slices through a building."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from muster.importing.errors import ImportFailed
from muster.importing.fds.output import Floats, Output, Patch, Plane, Quantity
from muster.scenario.building import Building, Region, RegionKind, Storey
from muster.scenario.geometry import contains
from muster.scenario.smoke import GivenSmoke, RegionAir
from muster.world.smoke.effects import EXTINCTION, REFLECTING
from muster.world.smoke.given import CLEAN

MOUTH = 1.6
"""Metres above the floor of the slices that are taken: about the eyes and mouth of somebody who stands, as FDS+Evac
takes them."""

_FARTHEST_VISIBILITY = 30.0  # metres that FDS writes for all that is clearer (MAXIMUM_VISIBILITY)
_SMOKE = (Quantity.EXTINCTION, Quantity.SOOT, Quantity.OPTICAL_DENSITY, Quantity.VISIBILITY)  # the best first
_COLUMNS = {"co_ppm": (Quantity.CO, 1e6), "co2_percent": (Quantity.CO2, 1e2), "oxygen_percent": (Quantity.OXYGEN, 1e2)}
_FAINT = {"extinction": 1e-3, "co_ppm": 0.5, "co2_percent": 0.02, "oxygen_percent": 0.5}
"""By how much a column must at some time differ from clean air to be written; people feel nothing of that."""


@dataclass(frozen=True)
class Brought:
    """What came of the slices, and what is to be told of it."""

    smoke: GivenSmoke
    notes: tuple[str, ...]


def bring(output: Output, building: Building) -> Brought:
    """Return the mean air of the regions of ``building``; raises ImportFailed when it lies outside all slices."""
    inside = [region for region in building.regions if region.kind is not RegionKind.OUTSIDE]
    last = max(int(plane.times[-1]) for plane in output.planes)
    seconds: Floats = np.arange(last + 1, dtype=np.float64)
    airs: list[RegionAir] = []
    notes: list[str] = []
    is_cut = False
    for storey in building.storeys:
        here = [region for region in inside if region.storey == storey.id]
        chosen = _chosen(output.planes, storey) if here else {}
        columns = _columns(chosen, here, seconds)
        is_cut |= bool(columns)
        airs += [air for id, found in columns.items() if (air := _air(id, found, len(seconds)))]
        notes += _notes(storey, here, chosen, columns)
        notes += _ended_early(storey, chosen, last)
    if not is_cut:
        raise _outside(output, building)
    return Brought(GivenSmoke(f"FDS, {output.name}", tuple(airs), _heat(output, seconds)), tuple(notes))


def _columns(chosen: Mapping[str, Plane], regions: Sequence[Region], seconds: Floats) -> dict[str, dict[str, Floats]]:
    """Return columns of air, each ``(seconds,)``, by the id of the regions that the planes cut."""
    columns: dict[str, dict[str, Floats]] = {}
    for name, plane in chosen.items():
        for id, values in _means(plane, regions, seconds):
            columns.setdefault(id, {})[name] = values
    return columns


def _notes(
    storey: Storey, regions: Sequence[Region], chosen: Mapping[str, Plane], found: Container[str]
) -> Iterator[str]:
    """Yield what was taken for clean air since nothing is known of it."""
    missing = [name for name in CLEAN if regions and name not in chosen]
    if missing:
        top = storey.elevation + storey.height
        where = f"storey {storey.id}: no horizontal slice between {storey.elevation:g} and {top:g} m"
        yield f"{where} of {', '.join(missing)}; taken as in clean air"
    bare = [region.id for region in regions if region.id not in found]
    if bare and chosen:
        yield f"storey {storey.id}: no point of a slice lies in {', '.join(bare)}; taken as clear"


def _ended_early(storey: Storey, chosen: Mapping[str, Plane], last: int) -> Iterator[str]:
    """Yield which slices break off before ``last``, the latest second of any."""
    for name, plane in chosen.items():
        end = float(plane.times[-1])
        if end < last:
            yield f"storey {storey.id}: the slice of {name} ends at {end:g} s, others at {last} s; its last values stay"


def _chosen(planes: Sequence[Plane], storey: Storey) -> dict[str, Plane]:
    """Return the plane to take for each column, the nearest to people's mouths; columns that have none are left out."""
    height = storey.elevation + MOUTH
    cutting = [plane for plane in planes if 0.0 <= plane.height - storey.elevation <= storey.height]
    nearest: dict[Quantity, Plane] = {}
    for plane in sorted(cutting, key=lambda plane: -abs(plane.height - height)):
        nearest[plane.quantity] = plane
    smoke = [nearest[quantity] for quantity in _SMOKE if quantity in nearest]
    gases = {name: nearest[quantity] for name, (quantity, _) in _COLUMNS.items() if quantity in nearest}
    return {"extinction": smoke[0], **gases} if smoke else gases


def _means(plane: Plane, regions: Sequence[Region], seconds: Floats) -> Iterator[tuple[str, Floats]]:
    """Yield id and ``(seconds,)`` of the regions that the plane cuts, points of coarse meshes counting for more."""
    total: dict[str, Floats] = {}
    area: dict[str, float] = {}
    for patch in plane.patches:
        weights = {region.id: held for region in regions if (held := _weights(patch, region)).any()}
        if not weights:
            continue
        values = _converted(plane.quantity, patch.values().astype(np.float64))
        for id, held in weights.items():
            total[id] = total.get(id, 0.0) + np.tensordot(values, held, 2)
            area[id] = area.get(id, 0.0) + float(held.sum())
    for id, summed in total.items():
        yield id, np.interp(seconds, plane.times, summed / area[id])


def _weights(patch: Patch, region: Region) -> Floats:
    """Return ``(nx, ny)`` m² for which each point stands, 0 outside of the region."""
    outline = np.array(region.polygon)
    (west, south), (east, north) = outline.min(axis=0), outline.max(axis=0)
    weights = np.outer(_spacing(patch.x), _spacing(patch.y))
    near = np.outer((patch.x >= west) & (patch.x <= east), (patch.y >= south) & (patch.y <= north))
    for i, j in np.argwhere(near).tolist():
        near[i, j] = contains(region.polygon, (float(patch.x[i]), float(patch.y[j])))
    return np.where(near, weights, 0.0)


def _spacing(points: Floats) -> Floats:
    return np.gradient(points) if len(points) > 1 else np.ones(1)


def _converted(quantity: Quantity, values: Floats) -> Floats:
    """Return 1/m of extinction, ppm or volume per cent."""
    if quantity is Quantity.SOOT:
        return values * EXTINCTION
    if quantity is Quantity.OPTICAL_DENSITY:
        return values * np.log(10.0)
    if quantity is Quantity.VISIBILITY:
        return np.where(values < _FARTHEST_VISIBILITY, REFLECTING / np.maximum(values, 0.01), 0.0)
    factors = dict(_COLUMNS.values())
    return values * factors.get(quantity, 1.0)


def _air(id: str, found: dict[str, Floats], seconds: int) -> RegionAir | None:
    """Return the air of a region without the columns that are as in clean air; None when all of them are."""
    told = {
        name: tuple(float(f"{max(value, 0.0):.4g}") for value in values.tolist())
        for name, values in found.items()
        if np.abs(values - CLEAN[name]).max() >= _FAINT[name]
    }
    if not told:
        return None
    return RegionAir(id, **{"extinction": (0.0,) * seconds, **told})


def _heat(output: Output, seconds: Floats) -> tuple[float, ...]:
    if output.heat is None:
        return ()
    return tuple(round(max(value, 0.0), 1) for value in np.interp(seconds, *output.heat).tolist())


def _outside(output: Output, building: Building) -> ImportFailed:
    patches = [patch for plane in output.planes for patch in plane.patches]
    x, y = np.concatenate([patch.x for patch in patches]), np.concatenate([patch.y for patch in patches])
    heights = ", ".join(f"{height:g}" for height in sorted({plane.height for plane in output.planes}))
    floors = ", ".join(f"{storey.elevation:g}" for storey in building.storeys)
    points = np.array([point for region in building.regions for point in region.polygon])
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return ImportFailed(
        f"{building.name} lies outside the slices of {output.name}: these reach from ({x.min():g}, {y.min():g}) to "
        f"({x.max():g}, {y.max():g}) at heights of {heights} m, the building from ({west:g}, {south:g}) to ({east:g}, "
        f"{north:g}) with floors at {floors} m; both must share one origin, so name the building that was computed"
    )
