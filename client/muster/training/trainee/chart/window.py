"""The window itself: the plan from above, as far as it is known, the own body in its middle."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pygame
from numpy.typing import NDArray

from muster.render.display import has_display
from muster.render.frame import Frame, Singles
from muster.render.plan import ink, sdl
from muster.render.plan.atlas import Atlas
from muster.render.plan.doors import draw_doors
from muster.render.plan.floors import floors
from muster.render.plan.ground import Ground
from muster.render.plan.hands import key_name
from muster.render.plan.labels import draw_names
from muster.render.plan.layout import laid_out
from muster.render.plan.lettering import Lettering
from muster.render.plan.people import Crowd, draw_threat
from muster.render.plan.sheet import Sheet
from muster.render.renderer import RenderError, Settings
from muster.render.scene import Scene
from muster.render.view import Camera, CameraKind, View
from muster.training.trainee.chart.words import draw_words
from muster.training.trainee.seen import SEATS
from muster.training.trainee.window import Closed, Down, Given, Picture, Typed, Unfocused, Up

HIGH = 26.0  # metres from the upper to the lower edge of the plan
_STEP_UP = 0.5  # metres below a floor from which feet count as on it: at the head of a stair
_NAMES = {pygame.K_RETURN: "enter", pygame.K_KP_ENTER: "enter", pygame.K_LSHIFT: "shift", pygame.K_RSHIFT: "shift"}


class ChartWindow:
    """A ``TraineeWindow`` drawn with pygame; ``offscreen`` for pictures without a display."""

    def __init__(self, *, offscreen: bool = False) -> None:
        self._offscreen = offscreen
        self._is_open = False
        self._site: _Site | None = None

    def open(self, title: str, size: tuple[int, int]) -> None:
        """Open; ``RenderError`` when there is no display."""
        if not self._offscreen and not has_display():
            raise RenderError(
                "there is no display here to take part on (neither DISPLAY nor WAYLAND_DISPLAY is set); join from a "
                "machine with a screen, or play by script with --bot"
            )
        sdl.start(Settings(size[0], size[1], offscreen=self._offscreen), title)
        pygame.key.set_repeat()  # keys that are held are held
        self._is_open = True
        self._lettering = Lettering()

    def draw(self, picture: Picture) -> Sequence[Given]:
        """Draw one moment and return what hands did."""
        surface = pygame.display.get_surface()
        assert surface is not None, "a window is drawn in after it has opened"
        sheet = Sheet(surface, laid_out(surface.get_size(), shows_panels=False), self._lettering)
        surface.fill(ink.VOID)
        if picture.scene is not None and picture.frame is not None:
            if self._site is None or self._site.scene is not picture.scene:
                self._site = _Site(picture.scene, self._lettering)
            self._site.draw(sheet, picture, picture.frame)
        draw_words(sheet, picture.words)
        pygame.display.flip()
        return [given for event in pygame.event.get() for given in _given(event)]

    def close(self) -> None:
        """Close it."""
        if self._is_open:
            self._is_open = False
            sdl.stop()


class _Site:
    """One state of what is known of the building."""

    def __init__(self, scene: Scene, lettering: Lettering) -> None:
        self.scene = scene
        self._floors, self._lettering = floors(scene), lettering
        self._ground, self._atlas = Ground(self._floors, lettering), Atlas(scene)

    def draw(self, sheet: Sheet, picture: Picture, frame: Frame) -> None:
        frame = _on_storeys(frame, self.scene)
        storey = int(frame.storey[0])
        x, y, z = (float(part) for part in frame.position[0])
        view = View(camera=Camera(CameraKind.TOP, (x, y, z), HIGH), storey=storey, selected=0)
        names = [""] * SEATS
        for row, name in picture.words.names:
            names[row] = name
        frame.heading[0] = picture.yaw
        crowd = Crowd(frame, names)
        for cell in self._atlas.cells(sheet.layout.map, view, frame, unit=sheet.layout.unit):
            sheet.surface.set_clip(cell.lens.box)
            self._ground.draw(sheet.surface, cell)
            draw_doors(sheet.surface, self._floors[cell.storey], cell.lens, frame.doors)
            crowd.draw(sheet.surface, cell.storey, cell.lens)
            crowd.ring(sheet.surface, 0, cell.lens)
            taken = draw_threat(sheet.surface, frame, cell.storey, cell.lens, self._lettering)
            draw_names(sheet.surface, crowd, cell.storey, cell.lens, self._lettering, taken=taken, selected=0)
            sheet.surface.set_clip(None)


def _on_storeys(frame: Frame, scene: Scene) -> Frame:
    """Return ``frame`` with everybody on the storey whose floor is the next below their feet."""
    intruders = replace(frame.intruders, storey=_storeys(frame.intruders.position[:, 2], scene))
    return replace(frame, storey=_storeys(frame.position[:, 2], scene), intruders=intruders)


def _storeys(feet: Singles, scene: Scene) -> NDArray[np.uint16]:
    floors_below = np.where(feet[:, None] + _STEP_UP >= scene.elevation[None], scene.elevation[None], -np.inf)
    return floors_below.argmax(axis=1).astype(np.uint16)


def _given(event: pygame.event.Event) -> Iterator[Given]:
    match event.type:
        case pygame.QUIT:
            yield Closed()
        case pygame.KEYDOWN:
            yield Down(_name(event))
            sign = str(getattr(event, "unicode", ""))
            if sign and sign.isprintable():
                yield Typed(sign)
        case pygame.KEYUP:
            yield Up(_name(event))
        case pygame.WINDOWFOCUSLOST:
            yield Unfocused()
        case _:
            pass


def _name(event: pygame.event.Event) -> str:
    """Return the name of a key, the same when it goes down and when it comes up, whatever is held beside it."""
    return _NAMES.get(event.key) or key_name(event.key, "")
