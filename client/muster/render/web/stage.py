"""Everything that one server shows: the scene in the middle and the panels around it."""

from dataclasses import dataclass

from viser import SceneApi, ViserServer

from muster.render.actions import Action
from muster.render.frame import Frame
from muster.render.inputs import Do, ShowStorey
from muster.render.panels import Panels
from muster.render.scene import Scene
from muster.render.view import View
from muster.render.web.actors import Selected, Threats, Words
from muster.render.web.board import Board
from muster.render.web.cameras import WITH_SOMEBODY, Cameras
from muster.render.web.controls import Given
from muster.render.web.ground import Ground, shown_storeys
from muster.render.web.people import People
from muster.render.web.smoke import Smoke


@dataclass(frozen=True)
class Pace:
    """Wall seconds between two updates of who is where, and between two of the words."""

    moves_s: float = 0.05
    tells_s: float = 0.2


AT_ONCE = Pace(0.0, 0.0)
_EARLY_S = 0.008  # half a frame of the viewer's loop: rather a little early than one frame late


class Stage:
    """One scene on one server, updated at a pace."""

    def __init__(self, server: ViserServer, scene: Scene, given: Given, pace: Pace) -> None:
        self._server, self._scene, self._given, self._pace = server, scene, given, pace
        api = server.scene
        _light(api)
        self._board = Board(server, scene, given)
        self._ground, self._people = Ground(api, scene), People(api, scene, given.inputs)
        self._threats, self._selected, self._words = Threats(api), Selected(api, scene), Words(api, scene)
        self._smoke = Smoke(api, scene)
        self._cameras = Cameras(server, scene)
        self._moved_at = self._told_at = float("-inf")

    def draw(self, frame: Frame, view: View, panels: Panels, now: float) -> None:
        """Queue what has changed, as often as is worth it; ``now`` in wall seconds."""
        self._heed_wishes(frame, view)
        if now - self._moved_at >= self._pace.moves_s - _EARLY_S:
            self._moved_at = now
            with self._server.atomic():
                self._move(frame, view)
        if now - self._told_at >= self._pace.tells_s - _EARLY_S:
            self._told_at = now
            with self._server.atomic():
                self._board.draw(view, frame, panels, now)

    def _move(self, frame: Frame, view: View) -> None:
        shown = shown_storeys(self._scene, view)
        self._ground.draw(frame, view, shown)
        self._smoke.draw(frame, shown)
        self._people.draw(frame, shown)
        self._threats.draw(frame, shown)
        self._selected.draw(frame, view, shown)
        self._words.draw(frame, view, shown, self._cameras.focus(view, frame))
        self._cameras.draw(view, frame)

    def _heed_wishes(self, frame: Frame, view: View) -> None:
        wishes, inputs = self._given.wishes, self._given.inputs
        while wishes:
            browser, kind = wishes.popleft()
            if kind in WITH_SOMEBODY and view.selected is None:
                inputs.append(Do(Action.NEXT_PERSON.value))
            self._cameras.set(browser, kind, view, frame)
        if self._cameras.is_somebody_followed and view.storey is not None and view.selected is not None:
            storey = int(frame.storey[view.selected])
            if storey != view.storey:
                inputs.append(ShowStorey(storey))


def _light(api: SceneApi) -> None:
    """Light the scene evenly, so that colours look as they were chosen; no shadows, which cost browsers most."""
    api.configure_default_lights(enabled=False)
    api.configure_environment_map(None)
    api.add_light_hemisphere("/light/sky", ground_color=(110, 112, 120), intensity=2.6)
    api.add_light_directional("/light/sun", intensity=1.9, position=(-40.0, -60.0, 90.0))
