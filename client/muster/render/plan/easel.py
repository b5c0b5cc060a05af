"""One picture after another: the storeys, then what lies over them, then the panels."""

from collections.abc import Sequence

import numpy as np
import pygame

from muster.render.frame import Frame
from muster.render.inputs import Input
from muster.render.palette import INK, THREAT
from muster.render.panels import Panels
from muster.render.plan import ink
from muster.render.plan.atlas import Atlas
from muster.render.plan.doors import draw_doors
from muster.render.plan.floors import floors
from muster.render.plan.foot import Track, draw_foot
from muster.render.plan.ground import Ground
from muster.render.plan.hands import Hands, Shown
from muster.render.plan.head import draw_head
from muster.render.plan.layout import Spot, laid_out
from muster.render.plan.legend import draw_legend
from muster.render.plan.lens import Cell
from muster.render.plan.lettering import Lettering
from muster.render.plan.overlay import draw_help, draw_notice
from muster.render.plan.people import Crowd, draw_threat
from muster.render.plan.sheet import Sheet
from muster.render.plan.side import draw_side
from muster.render.scene import Scene
from muster.render.view import View

_HEAD = 18  # pixels above each of several storeys, for its name


class Easel:
    """Draws the moments of one scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._floors = floors(scene)
        self._lettering = Lettering()
        self._ground = Ground(self._floors, self._lettering)
        self._atlas = Atlas(scene)
        self._hands = Hands()

    def draw(self, surface: pygame.Surface, frame: Frame, view: View, panels: Panels) -> Sequence[Input]:
        """Draw one moment; return what was done in the picture since the last."""
        layout = laid_out(surface.get_size(), shows_panels=view.shows_panels)
        sheet = Sheet(surface, layout, self._lettering)
        surface.fill(ink.VOID)
        crowd = Crowd(frame)
        cells = self._atlas.cells(layout.map, view, frame, head=layout.px(_HEAD))
        for cell in cells:
            self._draw_storey(surface, cell, crowd, view)
        track, spots = self._draw_panels(sheet, frame, view, panels)
        return self._hands.read(pygame.event.get(), Shown(cells, crowd, view.camera, spots, track))

    def _draw_storey(self, surface: pygame.Surface, cell: Cell, crowd: Crowd, view: View) -> None:
        frame, lens = crowd.frame, cell.lens
        surface.set_clip(lens.box)
        self._ground.draw(surface, cell)
        draw_doors(surface, self._floors[cell.storey], lens, frame.doors)
        crowd.draw(surface, cell.storey, lens)
        if view.selected is not None and frame.storey[view.selected] == cell.storey:
            crowd.ring(surface, view.selected, lens)
        draw_threat(surface, frame, cell.storey, lens, self._lettering)
        surface.set_clip(None)
        if view.storey is None:
            self._name_storey(surface, cell, crowd)

    def _name_storey(self, surface: pygame.Surface, cell: Cell, crowd: Crowd) -> None:
        """Write above one of several storeys which it is, how many are there, and whether the intruder is."""
        if len(self._floors) == 1:
            return
        name, people = self._floors[cell.storey].id, int(np.count_nonzero(crowd.frame.storey == cell.storey))
        box = cell.lens.box
        text = self._lettering.shortened(f"storey {name}  ·  {people} people", 12, box.width)
        at = self._lettering.write(surface, text, (box.left, box.top - 2), 12, INK, align=(0.0, 1.0))
        threat = crowd.frame.intruders
        if (threat.present & (threat.storey == cell.storey)).any():
            pygame.draw.aacircle(surface, THREAT, (at.right + 8, at.centery), 5)

    def _draw_panels(
        self, sheet: Sheet, frame: Frame, view: View, panels: Panels
    ) -> tuple[Track | None, Sequence[Spot]]:
        track, spots = None, list[Spot]()
        if view.shows_panels:
            draw_legend(sheet)
            draw_side(sheet, panels)
            spots = draw_head(sheet, self._scene, frame, view, panels)
            track, buttons = draw_foot(sheet, frame.time, view, panels)
            spots += buttons
        draw_notice(sheet, panels)
        draw_help(sheet, panels)
        return track, spots
