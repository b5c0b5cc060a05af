"""Rasters of all layers of a building, laid one behind the other."""

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

MARGIN = 2.0  # metres of empty raster round each layer; more than a landing strip is deep
LANDING = 1.25  # metres past a stair's end in which one still reads which region one has come to
Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True)
class _Sheets:
    """Where each layer's raster lies."""

    origin: Floats
    shape: Ints
    offset: Ints

    def cut(self, flat: NDArray[Scalar], layer: int) -> NDArray[Scalar]:
        """Return one layer of a flat raster as ``(ny, nx)``; a view."""
        ny, nx = self.shape[layer]
        return flat[self.offset[layer] : self.offset[layer] + ny * nx].reshape(ny, nx)


def rasterise(building: Building, standing: Segments, layer_of: dict[str, int], rise: Slopes) -> PlanArrays:
    """Return the arrays of a building, given its walls and the layer of each region by id."""
    region_layer = np.array([layer_of[r.id] for r in building.regions], dtype=np.int64)
    polygons = [np.array(r.polygon, dtype=np.float64) for r in building.regions]
    sheets = _sheets(polygons, region_layer, len(building.storeys))
    region_at = _fill_regions(building, polygons, region_layer, sheets)
    slot_at, window, cells = _number(region_at, region_layer, sheets)
    doors = _door_arrays(building, polygons)
    _continue_past_stairs(region_at, polygons, region_layer, doors, sheets)
    crossing = region_layer[doors.regions[:, 0]] != region_layer[doors.regions[:, 1]]
    doors_start, door_list = _by_region(doors.regions, np.ones(len(crossing), dtype=np.bool_), len(polygons))
    portals_start, portals = _by_region(doors.regions, crossing, len(polygons))
    return PlanArrays(
        layer_origin=sheets.origin,
        layer_shape=sheets.shape,
        layer_offset=sheets.offset,
        region_at=region_at,
        slot_at=slot_at,
        clearance=_clearance(standing, sheets, len(region_at)),
        region_layer=region_layer,
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
    layers = max(storeys, int(region_layer.max(initial=-1)) + 1)
    low, high = np.full((layers, 2), np.inf), np.full((layers, 2), -np.inf)
    for polygon, layer in zip(polygons, region_layer, strict=True):
        low[layer] = np.minimum(low[layer], polygon.min(axis=0))
        high[layer] = np.maximum(high[layer], polygon.max(axis=0))
    empty = ~np.isfinite(low[:, 0])
    low[empty], high[empty] = 0.0, 0.0
    origin = np.floor(low - MARGIN)
    shape = np.ceil((high + MARGIN - origin) / CELL).astype(np.int64)[:, ::-1].copy()
    sizes = shape[:, 0] * shape[:, 1]
    return _Sheets(origin, shape, np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64))


def _fill_regions(building: Building, polygons: list[Floats], region_layer: Ints, sheets: _Sheets) -> NDArray[np.int32]:
    """Return the region of each cell; cells under furniture and free-standing walls belong to none."""
    flat = np.full(int((sheets.shape[:, 0] * sheets.shape[:, 1]).sum()), -1, dtype=np.int32)
    for index, polygon in enumerate(polygons):
        layer = int(region_layer[index])
        raster.fill(sheets.cut(flat, layer), sheets.origin[layer], polygon, index, False)
    storeys = {storey.id: k for k, storey in enumerate(building.storeys)}
    for piece in building.furniture:
        layer = storeys[piece.storey]
        raster.fill(sheets.cut(flat, layer), sheets.origin[layer], np.array(piece.polygon, dtype=np.float64), -1, True)
        _block(flat, sheets, layer, [(*a, *b) for a, b in edges(piece.polygon)])
    for wall in building.walls:
        sides = pairwise(wall.points)
        _block(flat, sheets, storeys[wall.storey], [(*a, *b) for a, b in sides])
    return flat


def _block(flat: NDArray[np.int32], sheets: _Sheets, layer: int, lines: list[tuple[float, ...]]) -> None:
    raster.block_lines(sheets.cut(flat, layer), sheets.origin[layer], np.array(lines, dtype=np.float64))


def _number(region_at: NDArray[np.int32], region_layer: Ints, sheets: _Sheets) -> tuple[NDArray[np.int32], Ints, Ints]:
    """Return slot of each cell, window ``(R, 4)`` and number of cells ``(R,)`` of each region."""
    slot_at = np.full(len(region_at), -1, dtype=np.int32)
    big = np.iinfo(np.int64).max
    window = np.tile(np.array([big, 0, big, 0], dtype=np.int64), (len(region_layer), 1))
    cells = np.zeros(len(region_layer), dtype=np.int64)
    for layer in range(len(sheets.offset)):
        owned = region_layer == layer
        raster.number_cells(sheets.cut(region_at, layer), sheets.cut(slot_at, layer), owned, window, cells)
    window[cells == 0] = 0
    return slot_at, window, cells


def _clearance(standing: Segments, sheets: _Sheets, cells: int) -> NDArray[np.uint8]:
    flat = np.full(cells, round(raster.FURTHEST / 0.01), dtype=np.uint8)
    for layer in range(len(sheets.offset)):
        lines = np.ascontiguousarray(standing.line[standing.layer == layer])
        raster.stamp_clearance(sheets.cut(flat, layer), sheets.origin[layer], lines)
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


def _continue_past_stairs(
    region_at: NDArray[np.int32], polygons: list[Floats], region_layer: Ints, doors: _Doors, sheets: _Sheets
) -> None:
    """Let each side of a door between layers show the other side's region a little way past the door."""
    for door in range(len(doors.regions)):
        first, second = int(doors.regions[door, 0]), int(doors.regions[door, 1])
        for here, there in ((first, second), (second, first)):
            layer = int(region_layer[here])
            if layer == region_layer[there]:
                continue
            sheet, origin = sheets.cut(region_at, layer), sheets.origin[layer]
            raster.continue_past(sheet, origin, doors.segment[door], polygons[there], there, LANDING)


def _by_region(door_regions: Ints, wanted: NDArray[np.bool_], regions: int) -> tuple[Ints, Ints]:
    """Return CSR (start, doors): the wanted doors of each region."""
    doors = np.repeat(np.flatnonzero(wanted), 2)
    owner = door_regions[wanted].reshape(-1)
    order = np.argsort(owner, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=regions))]).astype(np.int64)
    return start, doors[order].astype(np.int64)
