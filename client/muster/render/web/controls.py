"""What can be pressed, dragged and chosen beside the picture.

viser calls back on threads of its own; all that is done there is to put inputs into a queue.
"""

from collections import deque
from collections.abc import Mapping, Sequence

from viser import GuiApi, GuiButtonGroupHandle, GuiDropdownHandle, GuiEvent, GuiSliderHandle

from muster.render.actions import Action
from muster.render.inputs import Do, Input, Pick, Seek, ShowStorey
from muster.render.scene import Scene
from muster.render.view import CameraKind, View

Wish = tuple[int, CameraKind]
"""A browser, and what is to become of its camera."""

CAMERAS: Mapping[Action, CameraKind] = {
    Action.ORBIT: CameraKind.ORBIT,
    Action.TOP: CameraKind.TOP,
    Action.FOLLOW: CameraKind.FOLLOW,
    Action.EYES: CameraKind.EYES,
}
ALL, NOBODY = "all storeys", "nobody"
CHOICES = 2_000
"""People that a list to choose from holds; browsers draw every line of it."""
_DRAGGING_S = 0.5  # wall seconds for which the slider is its user's own


class Given:
    """What users did, in order: inputs for the view that all share, and wishes for one browser's camera."""

    def __init__(self) -> None:
        self.inputs: deque[Input] = deque()
        self.wishes: deque[Wish] = deque()

    def clear(self) -> None:
        """Forget it all."""
        self.inputs.clear()
        self.wishes.clear()

    def act(self, action: Action, browser: int | None) -> None:
        """Take an action."""
        if action in CAMERAS and browser is not None:
            self.wishes.append((browser, CAMERAS[action]))
        else:
            self.inputs.append(Do(action.value))


def buttons(gui: GuiApi, label: str, actions: Mapping[str, Action], given: Given) -> None:
    """Add a row of buttons."""
    row: GuiButtonGroupHandle = gui.add_button_group(label, tuple(actions))

    async def pressed(event: GuiEvent[GuiButtonGroupHandle]) -> None:
        given.act(actions[event.target.value], event.client_id)

    row.on_click(pressed)


class Timeline:
    """The slider that is the clock and can be moved."""

    def __init__(self, gui: GuiApi, given: Given) -> None:
        self._slider: GuiSliderHandle[float] = gui.add_slider("time, s", 0.0, 1.0, 0.1, 0.0)
        self._moved_at = float("-inf")
        self._is_moved = False

        async def moved(event: GuiEvent[GuiSliderHandle[float]]) -> None:
            if event.client is not None:  # not by us
                self._is_moved = True
                given.inputs.append(Seek(float(event.target.value)))

        self._slider.on_update(moved)

    def draw(self, time: float, end: float, now: float) -> None:
        """Show ``time``, unless somebody is moving the slider at the moment, ``now`` in wall seconds."""
        if self._is_moved:
            self._is_moved, self._moved_at = False, now
        self._slider.max = max(round(end, 1), 0.1)
        if now - self._moved_at > _DRAGGING_S:
            self._slider.value = round(time, 1)


class Choice:
    """A list to choose one input from; it follows what others choose. None stands for nothing to be done."""

    def __init__(self, gui: GuiApi, label: str, choices: Sequence[tuple[str, Input | None]], given: Given) -> None:
        self._inputs = dict(choices)
        self._list: GuiDropdownHandle[str] = gui.add_dropdown(label, tuple(self._inputs))

        async def changed(event: GuiEvent[GuiDropdownHandle[str]]) -> None:
            chosen = self._inputs.get(event.target.value)
            if event.client is not None and chosen is not None:
                given.inputs.append(chosen)

        self._list.on_update(changed)

    def draw(self, text: str) -> None:
        """Show what is chosen now."""
        if text in self._inputs:
            self._list.value = text

    def offer(self, choices: Sequence[tuple[str, Input | None]]) -> None:
        """Offer other choices."""
        inputs = dict(choices)
        if inputs != self._inputs:
            self._inputs = inputs
            self._list.options = tuple(inputs)


class Storeys:
    """Which storey is looked at."""

    def __init__(self, gui: GuiApi, scene: Scene, given: Given) -> None:
        self._names = [storey.id for storey in scene.building.storeys]
        choices = [(ALL, ShowStorey(None)), *((name, ShowStorey(i)) for i, name in enumerate(self._names))]
        self._choice = Choice(gui, "storey", choices, given)

    def draw(self, view: View) -> None:
        """Show which."""
        self._choice.draw(ALL if view.storey is None else self._names[view.storey])


class Persons:
    """Who is selected."""

    def __init__(self, gui: GuiApi, scene: Scene, given: Given) -> None:
        self._names = [f"{person.name}, {person.role} #{person.agent}" for person in scene.people[:CHOICES]]
        people = [(name, Pick(agent)) for agent, name in enumerate(self._names)]
        self._choice = Choice(gui, "person", [(NOBODY, Pick(None)), *people], given)

    def draw(self, view: View) -> None:
        """Show who."""
        if view.selected is None:
            self._choice.draw(NOBODY)
        elif view.selected < len(self._names):
            self._choice.draw(self._names[view.selected])
