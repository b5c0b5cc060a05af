"""Which storeys are shown where: one large, or all of them side by side."""

import math
from collections.abc import Sequence

import pygame

from muster.render.camera import home
from muster.render.frame import Frame
from muster.render.plan.lens import Cell, Lens
from muster.render.scene import Scene
from muster.render.view import CameraKind, View
from muster.scenario.building import Point, RegionKind

_ALONE, _BESIDE = 6.0, 1.5  # metres around the building as it is seen first: of a single storey, for names of exits
_GAP = 6  # pixels between two storeys
_POINTER = 24  # pixels above and below a single storey, for pointers to what lies beyond
_HEAD = 18  # pixels above each of several storeys, for its name


class Atlas:
    """Lays out the storeys of one building.

    At the distance from which ``camera.home`` looks, the inside of the building fills its part of the picture; nearer
    is larger in proportion.
    """

    def __init__(self, scene: Scene) -> None:
        regions = scene.building.regions
        inside = [region for region in regions if region.kind is not RegionKind.OUTSIDE] or list(regions)
        xs, ys = zip(*(point for region in inside for point in region.polygon), strict=True)
        self._size = max(xs) - min(xs), max(ys) - min(ys)
        self._home = home(scene).camera.distance
        self._storeys = len(scene.building.storeys)

    def cells(self, area: pygame.Rect, view: View, frame: Frame, *, unit: float) -> list[Cell]:
        """Return the storeys to draw into ``area``; of several, each has room above it for its name."""
        storeys = range(self._storeys) if view.storey is None else [view.storey]
        if len(storeys) == 1:
            boxes, fit = [area], self._fit(area.width, area.height - round(2 * _POINTER * unit), _ALONE)
        else:
            boxes, fit = self._grid(area, len(storeys), round(_HEAD * unit))
        scale = fit * self._home / view.camera.distance
        centre = centre_of(view, frame)
        return [Cell(storey, Lens(box, centre, scale, unit)) for storey, box in zip(storeys, boxes, strict=True)]

    def _grid(self, area: pygame.Rect, count: int, head: int) -> tuple[list[pygame.Rect], float]:
        """Return boxes for ``count`` storeys, in the number of columns that shows them largest, and the scale."""

        def sizes(columns: int) -> tuple[int, int]:
            rows = math.ceil(count / columns)
            return (area.width + _GAP) // columns - _GAP, (area.height + _GAP) // rows - _GAP - head

        columns = max(range(1, count + 1), key=lambda columns: self._fit(*sizes(columns)))
        width, height = (max(side, 1) for side in sizes(columns))
        boxes = [
            pygame.Rect(
                area.left + column * (width + _GAP),
                area.top + head + row * (height + head + _GAP),
                width,
                height,
            )
            for row, column in (divmod(index, columns) for index in range(count))
        ]
        return boxes, self._fit(width, height)

    def _fit(self, width: int, height: int, margin: float = _BESIDE) -> float:
        across, along = (side + 2 * margin for side in self._size)
        return max(min(width / across, height / along), 0.01)


def centre_of(view: View, frame: Frame) -> Point:
    """Return what lies in the middle of every storey: what the camera looks at, or whom it goes with."""
    goes_with = view.camera.kind in (CameraKind.FOLLOW, CameraKind.EYES)
    if goes_with and view.selected is not None:
        x, y, _ = frame.position[view.selected].tolist()
        return x, y
    return view.camera.target[0], view.camera.target[1]


def cell_at(cells: Sequence[Cell], pixel: tuple[int, int]) -> Cell | None:
    """Return the storey that a pixel shows."""
    return next((cell for cell in cells if cell.lens.box.collidepoint(pixel)), None)
