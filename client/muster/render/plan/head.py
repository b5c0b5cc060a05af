"""The bar above: what is shown, whether an alarm sounds, and which storey is looked at."""

from collections.abc import Iterator

import pygame

from muster.render.actions import Action
from muster.render.frame import Frame
from muster.render.inputs import Do, ShowStorey
from muster.render.panels import Panels
from muster.render.plan import ink
from muster.render.plan.layout import Spot
from muster.render.plan.sheet import Sheet
from muster.render.scene import Scene
from muster.render.view import View

_STOREY = "storey"


def draw_head(sheet: Sheet, scene: Scene, frame: Frame, view: View, panels: Panels) -> list[Spot]:
    """Draw the bar; return what can be clicked on."""
    box, pad = sheet.layout.head, sheet.layout.px(10)
    sheet.panel(box)
    help_box = _chip_box(sheet, "?", box.right - pad)
    sheet.chip("?", help_box, is_on=view.shows_help)
    spots = [Spot(help_box, Do(Action.HELP.value))]
    left = help_box.left
    if len(scene.building.storeys) > 1:
        spots += _picker(sheet, scene, view, help_box.left - pad, box.width * 0.6)
        word = sheet.lettering.width(_STOREY, sheet.layout.small) + sheet.layout.px(10)
        left = min(spot.box.left for spot in spots) - word
    if frame.alarm:
        alarm = _chip_box(sheet, "ALARM", left - pad)
        sheet.chip("ALARM", alarm, is_on=False, colour=ink.ALARM_GROUND)
        left = alarm.left
    title = f"{panels.title}  ·  {scene.mind}" if scene.mind else panels.title
    width = max(left - 2 * pad, 10)
    sheet.write(title, (pad, box.centery), px=sheet.layout.px(15), align=(0.0, 0.5), width=width)
    return spots


def _picker(sheet: Sheet, scene: Scene, view: View, right: float, width: float) -> Iterator[Spot]:
    """Draw a chip for each storey, or when they are too many, for the one shown and its neighbours."""
    labels = [(storey.id, index) for index, storey in enumerate(scene.building.storeys)]
    chips: list[tuple[str, int | None]] = [("all", None), *labels]
    needed = sum(_chip_width(sheet, text) for text, _ in chips) + sheet.layout.px(60)
    if needed > width:
        yield from _stepper(sheet, view, "all" if view.storey is None else labels[view.storey][0], right)
        return
    for text, storey in reversed(chips):
        box = _chip_box(sheet, text, right)
        sheet.chip(text, box, is_on=view.storey == storey)
        yield Spot(box, ShowStorey(storey))
        right = box.left - sheet.layout.px(4)
    sheet.write(
        _STOREY,
        (right - sheet.layout.px(4), sheet.layout.head.centery),
        ink.NAME,
        px=sheet.layout.small,
        align=(1.0, 0.5),
    )


def _stepper(sheet: Sheet, view: View, now: str, right: float) -> Iterator[Spot]:
    parts = ((">", Do(Action.STOREY_UP.value)), (f"storey {now}", None), ("<", Do(Action.STOREY_DOWN.value)))
    for text, means in parts:
        box = _chip_box(sheet, text, right)
        sheet.chip(text, box, is_on=means is None)
        yield Spot(box, means or ShowStorey(None if view.storey is not None else 0))
        right = box.left - sheet.layout.px(4)


def _chip_width(sheet: Sheet, text: str) -> int:
    return max(sheet.lettering.width(text, sheet.layout.small) + sheet.layout.px(14), sheet.layout.px(24))


def _chip_box(sheet: Sheet, text: str, right: float) -> pygame.Rect:
    bar = sheet.layout.head
    box = pygame.Rect(0, 0, _chip_width(sheet, text), bar.height - sheet.layout.px(12))
    box.midright = round(right), bar.centery
    return box
