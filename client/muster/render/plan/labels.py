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
_SHORTEST = 44  # pixels: a name in less says nothing
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
        name, box = _beside(lens.pixel(crowd.place_of(agent)), crowd.names[agent], lens, lettering)
        if name and box.collidelist(full) < 0:
            full.append(box)
            surface.blit(lettering.draw(name, px, INK, rim=ink.OUTLINE), box.move(-1, -1))
        if len(full) == most:
            return


def _beside(at: Point, name: str, lens: Lens, lettering: Lettering) -> tuple[str, pygame.Rect]:
    """Return as much of a name as there is room for on the roomier side of a person, "" for none, and where."""
    px, gap = lens.px(_PX), radius_at(lens.scale) + 4
    left, right = at[0] - gap - lens.box.left, lens.box.right - at[0] - gap
    is_right = right >= min(left, lettering.width(name, px))
    room = right if is_right else left
    if not lens.box.collidepoint(at) or room < lens.px(_SHORTEST):
        return "", pygame.Rect(0, 0, 0, 0)
    text = lettering.shortened(name, px, room)
    box = pygame.Rect(0, 0, lettering.width(text, px), lettering.height(px))
    if is_right:
        box.midleft = round(at[0] + gap), round(at[1])
    else:
        box.midright = round(at[0] - gap), round(at[1])
    return text, box


def draw_name(surface: pygame.Surface, crowd: Crowd, agent: int, lens: Lens, lettering: Lettering) -> pygame.Rect:
    """Write the name of the selected person on a board of its own; return where."""
    x, y = lens.pixel(crowd.place_of(agent))
    drawn = lettering.draw(crowd.names[agent], lens.px(_PX + 1), SELECTED)
    box = drawn.get_rect(midtop=(round(x), round(y + radius_at(lens.scale) + 11))).clamp(lens.box)
    pygame.draw.rect(surface, ink.OUTLINE, box.inflate(10, 4), border_radius=3)
    return surface.blit(drawn, box).inflate(10, 4)
