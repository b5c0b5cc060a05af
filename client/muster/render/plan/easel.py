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
from muster.render.plan.bubbles import draw_bubbles
from muster.render.plan.density import draw_density, draw_scale
from muster.render.plan.doors import draw_doors
from muster.render.plan.floors import floors
from muster.render.plan.foot import Track, draw_foot
from muster.render.plan.ground import Ground
from muster.render.plan.hands import Hands, Shown
from muster.render.plan.head import draw_head
from muster.render.plan.labels import draw_name, draw_names
from muster.render.plan.layout import Spot, laid_out
from muster.render.plan.legend import draw_legend
from muster.render.plan.lens import Cell
from muster.render.plan.lettering import Lettering
from muster.render.plan.overlay import draw_help, draw_notice
from muster.render.plan.people import Crowd, draw_threat
from muster.render.plan.pointers import draw_pointers
from muster.render.plan.sheet import Sheet
from muster.render.plan.side import draw_side
from muster.render.plan.sight import draw_sight
from muster.render.plan.smoke import draw_smoke, label_smoke
from muster.render.plan.trails import draw_trails
from muster.render.scene import Scene
from muster.render.view import CameraKind, View

_UNDER_COLOURS = 0.55  # of their size: people over the colours of the density


class Easel:
    """Draws the moments of one scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._floors = floors(scene)
        self._lettering = Lettering()
        self._ground = Ground(self._floors, self._lettering)
        self._atlas = Atlas(scene)
        self._hands = Hands()
        self._names = [person.name for person in scene.people]

    def draw(self, surface: pygame.Surface, frame: Frame, view: View, panels: Panels) -> Sequence[Input]:
        """Draw one moment; return what was done in the picture since the last."""
        layout = laid_out(surface.get_size(), shows_panels=view.shows_panels)
        sheet = Sheet(surface, layout, self._lettering)
        surface.fill(ink.VOID)
        crowd = Crowd(frame, self._names)
        cells = self._atlas.cells(layout.map, view, frame, unit=layout.unit)
        spots = list[Spot]()
        for cell in cells:
            surface.set_clip(cell.lens.box)
            self._draw_storey(surface, cell, crowd, view, panels)
            surface.set_clip(None)
            if len(cells) > 1:
                self._name_storey(surface, cell, crowd)
            else:
                spots += draw_pointers(surface, self._floors[cell.storey], cell.lens, frame, self._lettering)
        track, more = self._draw_panels(sheet, frame, view, panels)
        return self._hands.read(pygame.event.get(), Shown(cells, crowd, view.camera, [*more, *spots], track))

    def _draw_storey(self, surface: pygame.Surface, cell: Cell, crowd: Crowd, view: View, panels: Panels) -> None:
        """Draw one storey from the ground up: what stands still, what is spread over it, bodies, words."""
        frame, lens, floor = crowd.frame, cell.lens, self._floors[cell.storey]
        here = view.selected if view.selected is not None and frame.storey[view.selected] == cell.storey else None
        self._ground.draw(surface, cell)
        draw_smoke(surface, floor, lens, frame.smoke)
        if view.shows_density:
            draw_density(surface, frame.position[frame.storey == cell.storey, :2], lens)
        if view.shows_sight or (view.camera.kind is CameraKind.EYES and here is not None):
            draw_sight(surface, floor, crowd, lens, here, everybody=view.shows_sight)
        if panels.trails is not None and view.shows_trails:
            draw_trails(surface, panels.trails, cell.storey, lens, crowd.status)
        draw_doors(surface, floor, lens, frame.doors)
        crowd.draw(surface, cell.storey, lens, share=_UNDER_COLOURS if view.shows_density else 1.0)
        label_smoke(surface, floor, lens, frame.smoke, self._lettering)
        if here is not None:
            crowd.ring(surface, here, lens)
        taken = draw_threat(surface, frame, cell.storey, lens, self._lettering)
        if here is not None:
            taken.append(draw_name(surface, crowd, here, lens, self._lettering))
        if view.shows_names:
            draw_names(surface, crowd, cell.storey, lens, self._lettering, taken=taken, selected=here)
        draw_bubbles(surface, crowd, cell.storey, lens, self._lettering, taken)

    def _name_storey(self, surface: pygame.Surface, cell: Cell, crowd: Crowd) -> None:
        """Write above one of several storeys which it is, how many people are there, and whether the intruder is."""
        name, people = self._floors[cell.storey].id, int(np.count_nonzero(crowd.frame.storey == cell.storey))
        box, px, write = cell.lens.box, cell.lens.px(12), self._lettering.write
        threat = crowd.frame.intruders
        is_threat = bool((threat.present & (threat.storey == cell.storey)).any())
        room = box.width - (cell.lens.px(70) if is_threat else 0)
        who = "1 person" if people == 1 else f"{people} people"
        texts = (f"storey {name}, {who}", f"storey {name}: {people}", f"{name}: {people}")
        text = next((text for text in texts if self._lettering.width(text, px) <= room), texts[-1])
        at = write(surface, text, (box.left + 2, box.top - 2), px, INK, align=(0.0, 1.0))
        if is_threat:
            pygame.draw.aacircle(surface, THREAT, (at.right + 10, at.centery), 5)
            write(surface, "intruder", (at.right + 18, at.top), px, INK)

    def _draw_panels(
        self, sheet: Sheet, frame: Frame, view: View, panels: Panels
    ) -> tuple[Track | None, Sequence[Spot]]:
        track, spots = None, list[Spot]()
        if view.shows_panels:
            draw_scale(sheet) if view.shows_density else draw_legend(sheet, shows_smoke=frame.smoke is not None)
            draw_side(sheet, panels)
            spots = draw_head(sheet, self._scene, frame, view, panels)
            track, buttons = draw_foot(sheet, frame.time, view, panels)
            spots += buttons
        draw_notice(sheet, panels)
        draw_help(sheet, panels)
        return track, spots
