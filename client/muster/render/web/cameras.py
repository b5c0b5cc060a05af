"""The cameras of those who watch: each turns their own, and can have it set or taken along."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from viser import ClientHandle, ViserServer

from muster.render.camera import Eye, eye, home
from muster.render.frame import Frame, Singles
from muster.render.scene import Scene
from muster.render.view import HIGH, Camera, CameraKind, View

WITH_SOMEBODY = (CameraKind.FOLLOW, CameraKind.EYES)
_WIDE = 16 / 9
"""Width over height of a window that holds the building from home; a narrower one is further off."""
_REACH = 1.0  # metres from a camera that goes with somebody to the point it turns around


@dataclass(frozen=True)
class Focus:
    """Where labels are worth most: ``middle`` ``(3,)`` metres, seen from ``distance`` metres."""

    middle: Singles
    distance: float


@dataclass
class _Browser:
    """One browser's camera: what it goes with, and where it was put last in a window of which shape."""

    kind: CameraKind
    camera: Camera
    position: NDArray[np.float64]
    aspect: float


class Cameras:
    """What each browser's camera does.

    The view's own camera is where everybody begins, and moves them all whenever it changes. A camera that its user has
    not touched keeps the building in the window when the window or the panels change.
    """

    def __init__(self, server: ViserServer, scene: Scene) -> None:
        self._server, self._scene = server, scene
        self._common: Camera | None = None
        self._level = 0.0
        self._browsers: dict[int, _Browser] = {}

    def set(self, browser: int, kind: CameraKind, view: View, frame: Frame) -> None:
        """Set the camera of one browser; orbit brings it home."""
        client = self._server.get_clients().get(browser)
        if client is not None:
            self._place(client, home(self._scene, kind=kind).camera, view, frame)

    def draw(self, view: View, frame: Frame) -> None:
        """Move those cameras that are to move."""
        clients = self._server.get_clients()
        self._browsers = {number: browser for number, browser in self._browsers.items() if number in clients}
        if view.camera != self._common:
            self._common, self._browsers = view.camera, {}
            self._level = self._level_of(view)
            self._begin(view, frame)
        self._lift(self._level_of(view), clients)
        for number, client in clients.items():
            browser = self._browsers.get(number)
            if browser is None:
                self._place(client, view.camera, view, frame)
            elif _goes_with(view, browser) or _has_new_shape(client, browser):
                self._place(client, browser.camera, view, frame)

    @property
    def is_somebody_followed(self) -> bool:
        """Whether any browser's camera goes with the selected person."""
        return any(browser.kind in WITH_SOMEBODY for browser in self._browsers.values())

    def focus(self, view: View, frame: Frame) -> Focus:
        """Return what is looked at: the selected person, or the middle of the first browser's picture."""
        first = next(iter(self._server.get_clients().values()), None)
        middle = np.asarray(view.camera.target if first is None else first.camera.look_at, np.float32)
        if view.selected is not None:
            middle = frame.position[view.selected]
        camera = None if first is None else np.asarray(first.camera.position, np.float32)
        return Focus(middle, view.camera.distance if camera is None else float(np.linalg.norm(camera - middle)))

    def _lift(self, level: float, clients: Mapping[int, ClientHandle]) -> None:
        """Bring cameras to the storey looked at, each with its own angle."""
        up = np.array([0.0, 0.0, level - self._level])
        self._level = level
        for number, browser in self._browsers.items():
            if up.any() and browser.kind not in WITH_SOMEBODY:
                clients[number].camera.position = clients[number].camera.position + up
                browser.position = browser.position + up

    def _level_of(self, view: View) -> float:
        """Return metres above the lowest storey."""
        elevation = self._scene.elevation
        return 0.0 if view.storey is None else float(elevation[view.storey] - elevation.min())

    def _begin(self, view: View, frame: Frame) -> None:
        """Set where browsers begin that come later, and where their own button for it brings them."""
        seen, camera = self._eye(view.camera, view, frame), self._server.initial_camera
        camera.position, camera.look_at = seen.position, seen.position + view.camera.distance * seen.forward
        camera.fov = seen.field

    def _eye(self, camera: Camera, view: View, frame: Frame) -> Eye:
        if camera.kind is CameraKind.TOP:  # a browser that looks straight down does not know where north is
            camera = replace(camera, kind=CameraKind.ORBIT, pitch=HIGH)
        x, y, z = camera.target
        raised = replace(camera, target=(x, y, z + self._level))
        return eye(replace(view, camera=raised), frame, self._scene)

    def _place(self, client: ClientHandle, camera: Camera, view: View, frame: Frame) -> None:
        aspect = max(client.camera.aspect, 0.1)
        distance = camera.distance * max(1.0, _WIDE / aspect)
        seen = self._eye(replace(camera, distance=distance), view, frame)
        with client.atomic():
            client.camera.position = seen.position
            reach = _REACH if camera.kind in WITH_SOMEBODY else distance
            client.camera.look_at = seen.position + reach * seen.forward
        self._browsers[client.client_id] = _Browser(camera.kind, camera, seen.position, aspect)


def _goes_with(view: View, browser: _Browser) -> bool:
    return browser.kind in WITH_SOMEBODY and view.selected is not None


def _has_new_shape(client: ClientHandle, browser: _Browser) -> bool:
    """Return whether a window has another shape, and its camera is still where it was put."""
    is_untouched = bool(np.allclose(client.camera.position, browser.position, atol=0.05))
    return is_untouched and abs(client.camera.aspect / browser.aspect - 1) > 0.03
