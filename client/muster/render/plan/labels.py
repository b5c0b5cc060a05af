"""Names beside people: as many as can be read."""

from collections.abc import Sequence

import pygame

from muster.render.frame import Status
from muster.render.palette import INK, SELECTED
from muster.render.plan import ink
from muster.render.plan.lens import Lens
from muster.render.plan.lettering import Lettering
from muster.render.plan.people import Crowd, radius_at
from muster.scenario.building import Point

_PX = 12
_MOST = 200  # names on one storey
_FIRST = (int(Status.INCAPACITATED), int(Status.INJURED))


def draw_names(
    surface: pygame.Surface,
    crowd: Crowd,
    storey: int,
    lens: Lens,
    lettering: Lettering,
    *,
    taken: Sequence[pygame.Rect],
    selected: int | None,
) -> None:
    """Write names on a storey where they hide neither each other nor what is in ``taken``; of casualties first."""
    full, most, px = list(taken), len(taken) + _MOST, lens.px(_PX)
    here: list[int] = [agent for agent in crowd.on(storey).tolist() if agent != selected]
    for agent in sorted(here, key=lambda agent: (int(crowd.status[agent]) not in _FIRST, agent)):
        at, name = lens.pixel(crowd.place_of(agent)), crowd.names[agent]
        if not lens.box.collidepoint(at):
            continue
        box = pygame.Rect(0, 0, lettering.width(name, px), lettering.height(px))
        gap = radius_at(lens.scale) + 4
        box.midleft = round(at[0] + gap), round(at[1])
        if box.right > lens.box.right:
            box.midright = round(at[0] - gap), round(at[1])
        if box.collidelist(full) < 0:
            full.append(box)
            _write_rimmed(surface, name, box.topleft, lettering, px)
        if len(full) == most:
            return


def draw_name(surface: pygame.Surface, crowd: Crowd, agent: int, lens: Lens, lettering: Lettering) -> pygame.Rect:
    """Write the name of the selected person on a board of its own; return where."""
    x, y = lens.pixel(crowd.place_of(agent))
    drawn = lettering.draw(crowd.names[agent], lens.px(_PX + 1), SELECTED)
    box = drawn.get_rect(midtop=(round(x), round(y + radius_at(lens.scale) + 11))).clamp(lens.box)
    pygame.draw.rect(surface, ink.OUTLINE, box.inflate(10, 4), border_radius=3)
    return surface.blit(drawn, box).inflate(10, 4)


def _write_rimmed(surface: pygame.Surface, text: str, at: Point, lettering: Lettering, px: int) -> None:
    """Write ``text`` so that it can be read on any ground."""
    for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        lettering.write(surface, text, (at[0] + dx, at[1] + dy), px, ink.OUTLINE)
    lettering.write(surface, text, at, px, INK)
