"""What stands still, drawn once for each storey and zoom and kept while the view moves about."""

from collections import OrderedDict

import pygame

from muster.render.plan import ink
from muster.render.plan.floors import Floor, paint
from muster.render.plan.lens import Cell, Lens
from muster.render.plan.lettering import Lettering
from muster.render.plan.signs import write_signs

_Key = tuple[int, float, float, tuple[int, int], int, int]
_MOST_PIXELS = 24_000_000  # kept, some 100 MB


class Ground:
    """Surfaces half as large again as what shows them, so that most steps of the view need no new one."""

    def __init__(self, floors: list[Floor], lettering: Lettering) -> None:
        self._floors, self._lettering = floors, lettering
        self._kept: OrderedDict[_Key, pygame.Surface] = OrderedDict()

    @property
    def kept(self) -> list[pygame.Surface]:
        """What has been drawn and is still there, the least used first."""
        return list(self._kept.values())

    def draw(self, target: pygame.Surface, cell: Cell) -> None:
        """Draw the storey of ``cell`` into its box."""
        lens = cell.lens
        width, height = lens.box.size
        left = round(lens.centre[0] * lens.scale - width / 2)
        top = round(-lens.centre[1] * lens.scale - height / 2)
        step_x, step_y = max(width // 2, 1), max(height // 2, 1)
        column, row = left // step_x, top // step_y
        surface = self._surface((cell.storey, lens.scale, lens.unit, lens.box.size, column, row), step_x, step_y)
        target.blit(surface, (lens.box.left - (left - column * step_x), lens.box.top - (top - row * step_y)))

    def _surface(self, key: _Key, step_x: int, step_y: int) -> pygame.Surface:
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        storey, scale, unit, (width, height), column, row = key
        box = pygame.Rect(0, 0, width + step_x, height + step_y)
        centre = (column * step_x + box.width / 2) / scale, -(row * step_y + box.height / 2) / scale
        surface = pygame.Surface(box.size)
        surface.fill(ink.VOID)
        lens = Lens(box, centre, scale, unit)
        paint(self._floors[storey], surface, lens)
        write_signs(self._floors[storey], surface, lens, self._lettering)
        self._keep(key, surface)
        return surface

    def _keep(self, key: _Key, surface: pygame.Surface) -> None:
        self._kept[key] = surface
        while len(self._kept) > 1 and sum(map(_pixels, self._kept.values())) > _MOST_PIXELS:
            self._kept.popitem(last=False)


def _pixels(surface: pygame.Surface) -> int:
    return surface.get_width() * surface.get_height()
