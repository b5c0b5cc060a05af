"""The sheets of a building, rasters laid one behind the other."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from muster.scenario.building import Building
from muster.world.arrays import Floats, Ints
from muster.world.navigation import raster
from muster.world.navigation.grid import CELL, PlanArrays
from muster.world.navigation.stairs import Slopes
from muster.world.navigation.walling import Segments, edges

MARGIN = 2.0  # metres of empty raster round each sheet; more than a landing strip is deep
LANDING = 1.25  # metres past a stair's end in which one still reads which region one has come to
Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True)
class _Sheets:
    """Where each sheet lies, its layer, and the sheet of each region."""

    origin: Floats
    shape: Ints
    offset: Ints
    layer: Ints
    of_region: Ints

    def cut(self, flat: NDArray[Scalar], sheet: int) -> NDArray[Scalar]:
        """Return one sheet of a flat raster as ``(ny, nx)``; a view."""
        ny, nx = self.shape[sheet]
        return flat[self.offset[sheet] : self.offset[sheet] + ny * nx].reshape(ny, nx)


def rasterise(building: Building, standing: Segments, layer_of: dict[str, int], rise: Slopes) -> PlanArrays:
    """Return the arrays of a building, given its walls and the layer of each region by id."""
    region_layer = np.array([layer_of[r.id] for r in building.regions], dtype=np.int64)
    polygons = [np.array(r.polygon, dtype=np.float64) for r in building.regions]
    sheets = _sheets(polygons, region_layer, len(building.storeys))
    region_at = _fill_regions(building, polygons, sheets)
    window, cells = _windows(region_at, sheets)
    doors = _door_arrays(building, polygons)
    _continue_past_stairs(region_at, polygons, doors, sheets)
    crossing = sheets.of_region[doors.regions[:, 0]] != sheets.of_region[doors.regions[:, 1]]
    doors_start, door_list = _by_region(doors.regions, np.ones(len(crossing), dtype=np.bool_), len(polygons))
    portals_start, portals = _by_region(doors.regions, crossing, len(polygons))
    return PlanArrays(
        sheet_origin=sheets.origin,
        sheet_shape=sheets.shape,
        sheet_offset=sheets.offset,
        region_at=region_at,
        clearance=_clearance(standing, sheets, len(region_at)),
        region_layer=region_layer,
        region_sheet=sheets.of_region,
        region_window=window,
        region_cells=cells,
        region_stretch=rise.stretch,
        door_regions=doors.regions,
        door_segment=doors.segment,
        door_middle=(doors.segment[:, :2] + doors.segment[:, 2:]) / 2,
        door_normal=doors.normal,
        doors_start=doors_start,
        doors=door_list,
        portals_start=portals_start,
        portals=portals,
    )


def _sheets(polygons: list[Floats], region_layer: Ints, storeys: int) -> _Sheets:
    is_stair = region_layer >= storeys
    sheet = np.where(is_stair, storeys + np.cumsum(is_stair) - 1, region_layer)
    layer = np.concatenate([np.arange(storeys), region_layer[is_stair]])
    low, high = np.full((len(layer), 2), np.inf), np.full((len(layer), 2), -np.inf)
    for polygon, k in zip(polygons, sheet, strict=True):
        low[k] = np.minimum(low[k], polygon.min(axis=0))
        high[k] = np.maximum(high[k], polygon.max(axis=0))
    empty = ~np.isfinite(low[:, 0])
    low[empty], high[empty] = 0.0, 0.0
    origin = np.floor(low - MARGIN)
    shape = np.ceil((high + MARGIN - origin) / CELL).astype(np.int64)[:, ::-1].copy()
    sizes = shape[:, 0] * shape[:, 1]
    return _Sheets(origin, shape, np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64), layer, sheet)


def _fill_regions(building: Building, polygons: list[Floats], sheets: _Sheets) -> NDArray[np.int32]:
    """Return the region of each cell; cells under furniture and free-standing walls belong to none."""
    flat = np.full(int((sheets.shape[:, 0] * sheets.shape[:, 1]).sum()), -1, dtype=np.int32)
    for index, polygon in enumerate(polygons):
        sheet = int(sheets.of_region[index])
        raster.fill(sheets.cut(flat, sheet), sheets.origin[sheet], polygon, index, False)
    storeys = {storey.id: k for k, storey in enumerate(building.storeys)}
    for piece in building.furniture:
        sheet = storeys[piece.storey]
        raster.fill(sheets.cut(flat, sheet), sheets.origin[sheet], np.array(piece.polygon, dtype=np.float64), -1, True)
        _block(flat, sheets, sheet, [(*a, *b) for a, b in edges(piece.polygon)])
    for wall in building.walls:
        sides = pairwise(wall.points)
        _block(flat, sheets, storeys[wall.storey], [(*a, *b) for a, b in sides])
    return flat


def _block(flat: NDArray[np.int32], sheets: _Sheets, sheet: int, lines: list[tuple[float, ...]]) -> None:
    raster.block_lines(sheets.cut(flat, sheet), sheets.origin[sheet], np.array(lines, dtype=np.float64))


def _windows(region_at: NDArray[np.int32], sheets: _Sheets) -> tuple[Ints, Ints]:
    """Return the window ``(R, 4)`` and the number of cells ``(R,)`` of each region."""
    big = np.iinfo(np.int64).max
    window = np.tile(np.array([big, 0, big, 0], dtype=np.int64), (len(sheets.of_region), 1))
    cells = np.zeros(len(sheets.of_region), dtype=np.int64)
    for sheet in range(len(sheets.offset)):
        raster.find_windows(sheets.cut(region_at, sheet), window, cells)
    window[cells == 0] = 0
    return window, cells


def _clearance(standing: Segments, sheets: _Sheets, cells: int) -> NDArray[np.uint8]:
    flat = np.full(cells, round(raster.FURTHEST / 0.01), dtype=np.uint8)
    for sheet, layer in enumerate(sheets.layer):
        lines = np.ascontiguousarray(standing.line[standing.layer == layer])
        raster.stamp_clearance(sheets.cut(flat, sheet), sheets.origin[sheet], lines)
    return flat


@dataclass(frozen=True)
class _Doors:
    regions: Ints
    segment: Floats
    normal: Floats


def _door_arrays(building: Building, polygons: list[Floats]) -> _Doors:
    index = {region.id: i for i, region in enumerate(building.regions)}
    regions = np.array([[index[id] for id in door.between] for door in building.doors], dtype=np.int64).reshape(-1, 2)
    segment = np.array([(*d.segment[0], *d.segment[1]) for d in building.doors], dtype=np.float64).reshape(-1, 4)
    along = segment[:, 2:] - segment[:, :2]
    normal = np.stack([along[:, 1], -along[:, 0]], axis=1) / np.hypot(along[:, 0], along[:, 1])[:, None]
    middle = (segment[:, :2] + segment[:, 2:]) / 2
    for door in range(len(regions)):
        first, second = int(regions[door, 0]), int(regions[door, 1])
        if raster.is_turned(polygons[first], polygons[second], middle[door], normal[door]):
            normal[door] *= -1.0
    return _Doors(regions, segment, normal)


def _continue_past_stairs(region_at: NDArray[np.int32], polygons: list[Floats], doors: _Doors, sheets: _Sheets) -> None:
    """Let each side of a door between sheets show the other side's region a little way past the door."""
    for door in range(len(doors.regions)):
        first, second = int(doors.regions[door, 0]), int(doors.regions[door, 1])
        for here, there in ((first, second), (second, first)):
            sheet = int(sheets.of_region[here])
            if sheet == sheets.of_region[there]:
                continue
            cells, origin = sheets.cut(region_at, sheet), sheets.origin[sheet]
            raster.continue_past(cells, origin, doors.segment[door], polygons[there], there, LANDING)


def _by_region(door_regions: Ints, wanted: NDArray[np.bool_], regions: int) -> tuple[Ints, Ints]:
    """Return CSR (start, doors): the wanted doors of each region."""
    doors = np.repeat(np.flatnonzero(wanted), 2)
    owner = door_regions[wanted].reshape(-1)
    order = np.argsort(owner, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=regions))]).astype(np.int64)
    return start, doors[order].astype(np.int64)
