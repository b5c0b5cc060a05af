"""Smoke on the plan: regions shaded by how thick it is, with how far one sees there, and where it burns."""

from collections.abc import Sequence

import numpy as np
import pygame

from muster.recording.smoke import SmokeState
from muster.render.palette import DIM, INK
from muster.render.plan import ink
from muster.render.plan.floors import Floor
from muster.render.plan.lens import Lens
from muster.render.plan.lettering import Lettering
from muster.render.plan.sheet import Sheet
from muster.render.smoke import (
    FIRE,
    HAZY_M,
    SCALE_M,
    SMOKE,
    extinction_at,
    is_burning,
    metres,
    sight_through,
    veil,
)
from muster.scenario.building import Point, Region, RegionKind
from muster.scenario.plan.labels import heart

_LABEL = 11  # pixels, of how far one sees
_ROOM = 2.2  # times a label's height and width that its region must be high and wide, so that its name stays legible
_FLAME: Sequence[Point] = (
    (0.0, -1.0),
    (0.28, -0.5),
    (0.62, -0.08),
    (0.66, 0.42),
    (0.36, 0.86),
    (0.0, 1.0),
    (-0.36, 0.86),
    (-0.66, 0.42),
    (-0.6, -0.02),
    (-0.32, -0.22),
    (-0.22, -0.58),
)
"""A flame of height 2 around 0, y down."""
_FAINTEST = 0.01  # opacity below which nothing is drawn


def draw_smoke(surface: pygame.Surface, floor: Floor, lens: Lens, smoke: SmokeState | None) -> None:
    """Shade the regions of ``floor`` by their smoke."""
    if smoke is None:
        return
    opacity = veil(smoke.extinction)
    layer = pygame.Surface(lens.box.size, pygame.SRCALPHA)
    left, top = lens.box.topleft
    for index, region in _inside(floor):
        if opacity[index] >= _FAINTEST:
            outline = [(x - left, y - top) for x, y in lens.path(region.polygon)]
            pygame.draw.polygon(layer, (*SMOKE, round(255 * float(opacity[index]))), outline)
    surface.blit(layer, lens.box)


def label_smoke(
    surface: pygame.Surface, floor: Floor, lens: Lens, smoke: SmokeState | None, lettering: Lettering
) -> None:
    """Write into the regions of ``floor`` how far one sees there, and mark where it burns."""
    if smoke is None:
        return
    sight = sight_through(smoke.extinction)
    for index, region in _inside(floor):
        burns = index == floor.scene.fire and is_burning(smoke)
        text = metres(float(sight[index])) if sight[index] < HAZY_M else ""
        if burns or (text and _has_room(region, lens, lettering.width(text, lens.px(_LABEL)))):
            _label(surface, text, lens.pixel(_beside_name(region)), lens, lettering, burns=burns)


def draw_flame(surface: pygame.Surface, at: Point, half: float) -> None:
    """Draw a flame, ``half`` pixels high to either side of ``at``."""
    outline = [(at[0] + x * half, at[1] + y * half) for x, y in _FLAME]
    rim = [(at[0] + x * (half + 2), at[1] + y * (half + 2)) for x, y in _FLAME]
    pygame.draw.polygon(surface, ink.OUTLINE, rim)
    pygame.draw.polygon(surface, FIRE, outline)


def draw_scale(sheet: Sheet, left: int) -> None:
    """Draw from ``left`` on, in the line below the map, what shades of smoke mean; nothing where there is no room."""
    line, px, gap = sheet.layout.key, sheet.layout.small, sheet.layout.px(8)
    words, side = "in smoke one sees", line.height - 8
    wide = sheet.lettering.width(words, px) + sum(_step(sheet, sight) for sight in SCALE_M) + gap
    if left + wide > line.right:
        return
    left = sheet.write(words, (left, line.centery), DIM, px=px, align=(0.0, 0.5)).right + gap
    for sight in SCALE_M:
        box = pygame.Rect(left, line.top + 4, side, side)
        share = float(veil(np.array(extinction_at(sight))))
        floor = ink.FLOOR[RegionKind.ROOM]
        shade = tuple(round(a + (b - a) * share) for a, b in zip(floor, SMOKE, strict=True))
        pygame.draw.rect(sheet.surface, shade, box)
        pygame.draw.rect(sheet.surface, ink.LINE, box, 1)
        sheet.write(metres(sight), (box.right + 4, line.centery), DIM, px=px, align=(0.0, 0.5))
        left += _step(sheet, sight)


def _step(sheet: Sheet, sight: float) -> int:
    words = sheet.lettering.width(metres(sight), sheet.layout.small)
    return sheet.layout.key.height - 4 + words + sheet.layout.px(8)


def _label(surface: pygame.Surface, text: str, at: Point, lens: Lens, lettering: Lettering, *, burns: bool) -> None:
    """Write ``text`` on a ground of its own, a flame before it where it burns."""
    px, half = lens.px(_LABEL), lens.px(8)
    width = lettering.width(text, px) if text else 0
    if text:
        box = pygame.Rect(0, 0, width + 6, lettering.height(px))
        box.center = round(at[0] + (half if burns else 0)), round(at[1])
        pygame.draw.rect(surface, ink.OUTLINE, box, border_radius=3)
        lettering.write(surface, text, box.center, px, INK, align=(0.5, 0.5))
    if burns:
        draw_flame(surface, (at[0] - width / 2 - 3, at[1]), half)


def _has_room(region: Region, lens: Lens, width: int) -> bool:
    xs, ys = zip(*region.polygon, strict=True)
    across, along = (max(xs) - min(xs)) * lens.scale, (max(ys) - min(ys)) * lens.scale
    return across > width + 8 and along > _ROOM * lens.px(_LABEL)


def _beside_name(region: Region) -> Point:
    return heart(region.polygon, (heart(region.polygon),))


def _inside(floor: Floor) -> list[tuple[int, Region]]:
    return [(index, region) for index, region in floor.numbered if region.kind is not RegionKind.OUTSIDE]
