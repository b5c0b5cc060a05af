"""What the pointer does with widgets: presses, drags and scrolling become inputs."""

from collections.abc import Sequence

from muster.render.inputs import Input, Seek
from muster.render.panda3d.hud.sheet import Button, Scroller, Slider, Zone


class Pointer:
    """The mouse over the HUD, in pixels from the upper left corner of the picture.

    Attributes:
        zones: where there are widgets; later ones lie above earlier ones.
        place: where the pointer is, None outside of the picture.
    """

    def __init__(self) -> None:
        self.zones: Sequence[Zone] = ()
        self.place: tuple[float, float] | None = None
        self._scrolled = 0
        self._dragged: Slider | None = None
        self._was_released = False
        self._given: list[Input] = []

    @property
    def zone(self) -> Zone | None:
        """The widget under the pointer."""
        if self.place is None:
            return None
        x, y = self.place
        return next((zone for zone in reversed(self.zones) if zone.box.holds(x, y)), None)

    @property
    def slider(self) -> Slider | None:
        """The slider that is dragged, else the one under the pointer."""
        zone = self._dragged or self.zone
        return zone if isinstance(zone, Slider) else None

    @property
    def is_held(self) -> bool:
        """Whether the pointer is the HUD's; until the next ``drag`` also where one has just ended."""
        return self._dragged is not None or self._was_released or self.zone is not None

    def move(self, place: tuple[float, float] | None) -> None:
        """Tell where the pointer is now; a drag goes on where the picture ends."""
        if place is not None or self._dragged is None:
            self.place = place

    def drag(self) -> None:
        """Once a frame: while a slider is held, the moment under the pointer is shown, even if time goes on."""
        self._was_released = False
        self._seek()

    def press(self) -> None:
        """The button went down."""
        match self.zone:
            case Button(gives=gives):
                self._given.append(gives)
            case Slider() as slider:
                self._dragged = slider
                self._seek()
            case Scroller(rows=rows):
                self._scrolled += rows
            case _:
                pass

    def release(self) -> None:
        """The button came up."""
        self._seek()
        self._was_released = self._dragged is not None
        self._dragged = None

    def turn_wheel(self, steps: int) -> None:
        """The wheel turned, positive away from the user."""
        if self.place is None:
            return
        x, y = self.place
        if any(isinstance(zone, Scroller) and zone.box.holds(x, y) for zone in self.zones):
            self._scrolled -= steps

    def take(self) -> list[Input]:
        """Return the inputs since the last call."""
        given, self._given = self._given, []
        return given

    def take_scrolled(self) -> int:
        """Return by how many rows lists were scrolled since the last call, positive downwards."""
        rows, self._scrolled = self._scrolled, 0
        return rows

    def _seek(self) -> None:
        if self._dragged is not None and self.place is not None:
            sought = Seek(self._dragged.time_at(self.place[0]))
            if self._given[-1:] != [sought]:
                self._given.append(sought)
