"""All panels of a picture of one size, one above the other."""

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

from panda3d.core import NodePath, Texture

from muster.render.camera import Eye
from muster.render.frame import Frame, Status, statuses
from muster.render.panda3d.hud.banner import banner
from muster.render.panda3d.hud.bar import bar, clock
from muster.render.panda3d.hud.column import column
from muster.render.panda3d.hud.drawing import Drawn, inks_for, quads_of
from muster.render.panda3d.hud.help import help_overlay
from muster.render.panda3d.hud.labels import Hung, Label, Labels
from muster.render.panda3d.hud.layer import Layer
from muster.render.panda3d.hud.places import places
from muster.render.panda3d.hud.pointer import Pointer
from muster.render.panda3d.hud.quads import placed
from muster.render.panda3d.hud.room import harm_boxes, threat_boxes
from muster.render.panda3d.hud.sheet import Button, Card, Ground, Scroller, Sheet, Zone
from muster.render.panda3d.hud.signs import Signs
from muster.render.panda3d.hud.storeys import StoreyPicker
from muster.render.panda3d.hud.style import Style, tint
from muster.render.panda3d.hud.timeline import hint, knob, slider_box, timeline
from muster.render.panda3d.hud.typeface import Typeface
from muster.render.panda3d.hud.why import why
from muster.render.panels import Panels
from muster.render.view import View

_BELOW = ("labels", "bar", "clock", "left", "timeline", "knob", "why", "banner", "hint", "help", "hover")
"""The layers, the lowest first."""
_PANELS = ("bar", "left", "timeline", "knob", "why", "hint")
_HOVER = tint((255, 255, 255), 0.14)


class Screen:
    """Draws panels and labels, and says where their widgets are."""

    def __init__(self, root: NodePath, symbols: Texture, style: Style, faces: Mapping[str, Typeface]) -> None:
        self.style = style
        self._places = places(style, has_story=False)
        self._slider = slider_box(self._places.timeline, style)
        self._faces = faces
        self._inks = inks_for(symbols, faces)
        self._layers = {name: Layer(root, self._inks, faces) for name in _BELOW}
        self._drawn = lru_cache(maxsize=2000)(self._draw_label)
        self._hung: list[Hung] = []

    def sheets(self) -> dict[str, Sheet]:
        """Return what the panels show, by the names of their layers, the uppermost last."""
        return {name: layer.sheet for name, layer in self._layers.items()}

    def zones(self) -> list[Zone]:
        """Return the widgets, the uppermost last."""
        return [zone for layer in self._layers.values() for zone in layer.sheet.zones]

    def show_panels(self, frame: Frame, view: View, panels: Panels, picker: StoreyPicker) -> None:
        """Draw what has changed; without panels only the clock, and what has to be read or was asked for."""
        layers, style = self._layers, self.style
        at = self._places = places(style, has_story=panels.story is not None and view.shows_panels)
        alone = not view.shows_panels
        layers["clock"].show((panels.clock, alone), partial(clock, panels.clock, at.bar, style, is_alone=alone))
        layers["banner"].show((panels.notice, at.middle), partial(banner, panels.notice, at.middle, style))
        layers["help"].show(panels.help, partial(self._help, panels))
        if alone:
            for name in _PANELS:
                layers[name].hide()
            return
        layers["bar"].show(panels.title, partial(bar, panels.title, at.bar, style))
        self._show_left(view, panels, picker)
        self._show_timeline(view, panels)
        self._show_why(frame, panels)

    def show_pointer(self, pointer: Pointer, view: View, panels: Panels) -> None:
        """Mark the widget under the pointer; over the timeline, tell what happened when."""
        zone, slider = pointer.zone, pointer.slider
        is_lit = isinstance(zone, Button) or (isinstance(zone, Scroller) and zone.rows != 0)
        lit = [Card(zone.box, _HOVER, self.style.gap / 2)] if zone and is_lit else []
        self._layers["hover"].show(lit, partial(Sheet, [*lit]))
        if slider is None or pointer.place is None or not view.shows_panels:
            self._layers["hint"].hide()
            return
        x = pointer.place[0]
        key = (x, panels.end, len(panels.marks))
        self._layers["hint"].show(key, partial(hint, x, panels.marks, panels.end, self._slider, self.style))

    def show_labels(
        self, labels: Labels, signs: Signs, marks: Sequence[Hung], frame: Frame, view: View, eye: Eye
    ) -> None:
        """Hang labels over people and, where these leave room, over places, off the panels; ``marks`` as they are."""
        hung = [*marks]
        if view.shows_panels:
            panels = [zone.box for zone in self.zones() if isinstance(zone, Ground)]
            over_people = labels.hung(frame, view, eye, panels)
            taken = [label.box.moved(x, y) for label, x, y in over_people]
            taken += [*threat_boxes(frame, eye, self.style), *harm_boxes(frame, eye, self.style)]
            hung = [*signs.hung(view, eye, [*panels, *taken], frame.doors), *marks, *over_people]
        if hung == self._hung:
            return
        self._hung = hung
        offsets = [(x, y) for _, x, y in hung]
        drawn = [self._drawn(label) for label, _, _ in hung]
        parts = {name: [each[name] for each in drawn] for name in self._inks}
        self._layers["labels"].draw({name: placed(part, offsets, None) for name, part in parts.items()})

    def _draw_label(self, label: Label) -> Drawn:
        return quads_of(label.sheet, self._faces)

    def _show_left(self, view: View, panels: Panels, picker: StoreyPicker) -> None:
        box = self._places.left
        if box is None:
            self._layers["left"].hide()
            return
        key = (panels.statuses, panels.intents, panels.ticker, view.storey, picker.first)
        self._layers["left"].show(key, partial(column, panels, view.storey, picker, box, self.style))

    def _show_timeline(self, view: View, panels: Panels) -> None:
        marks, end, box, style = panels.marks, panels.end, self._places.timeline, self.style
        key = (len(marks), end, view.playing, view.speed, view.at_live_edge, view.holds_run)
        self._layers["timeline"].show(key, partial(timeline, view, marks, end, box, style))
        self._layers["knob"].show((view.time, end), partial(knob, view.time, end, self._slider, style))

    def _show_why(self, frame: Frame, panels: Panels) -> None:
        story = panels.story
        if story is None:
            self._layers["why"].hide()
            return
        status = Status(int(statuses(frame)[story.agent]))
        self._layers["why"].show((story, status), partial(why, story, status, self._places.right, self.style))

    def _help(self, panels: Panels) -> Sheet:
        return help_overlay(panels.help, self._places.picture, self.style) if panels.help else Sheet()
