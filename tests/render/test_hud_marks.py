"""Where no shader can, the HUD marks intruders and those harmed."""

from dataclasses import replace

import numpy as np

from muster.recording.codes import Health
from muster.render.frame import Frame, Intruders, Status
from muster.render.palette import STATUS_SYMBOLS
from muster.render.panda3d.hud.marks import Marks
from muster.render.panda3d.hud.sheet import Mark
from muster.render.panda3d.hud.style import letter_sizes, style_for
from muster.render.panda3d.hud.typeface import typeface
from muster.render.view import View
from render.hud_samples import EYE, frame, scene

SIZE = (1280, 720)
STYLE = style_for(*SIZE, {name: typeface(size) for name, size in letter_sizes(*SIZE).items()})


def marked(moment: Frame, view: View) -> list[tuple[str, float, float]]:
    hung = Marks(scene(), STYLE).hung(moment, view, EYE)
    symbols = [[shape.symbol for shape in label.sheet.shapes if isinstance(shape, Mark)][-1] for label, _, _ in hung]
    return [(symbol, x, y) for symbol, (_, x, y) in zip(symbols, hung, strict=True)]


def harmed(storey: int = 0) -> Frame:
    health = np.zeros(12, np.uint8)
    health[[2, 5]] = int(Health.INJURED), int(Health.INCAPACITATED)
    return replace(frame(storey=storey), health=health)


def threat(x: float, y: float) -> Intruders:
    one = np.zeros(1, np.uint16)
    return Intruders(np.array([[x, y, 0]], np.float32), one.astype(np.float32), one, np.ones(1, np.bool_))


def test_those_harmed_bear_the_symbols_of_their_status():
    symbols = [symbol for symbol, _, _ in marked(harmed(), View(storey=0))]
    assert symbols == [STATUS_SYMBOLS[Status.INJURED], STATUS_SYMBOLS[Status.INCAPACITATED]]


def test_those_harmed_on_other_storeys_bear_none():
    assert marked(harmed(storey=1), View(storey=0)) == []


def test_an_intruder_beyond_the_edge_is_marked_at_it():
    (inside,) = marked(replace(frame(), intruders=threat(10, 5)), View())
    assert 100 < inside[1] < 1180
    (beyond,) = marked(replace(frame(), intruders=threat(200, 5)), View())
    assert 1200 < beyond[1] <= 1280
