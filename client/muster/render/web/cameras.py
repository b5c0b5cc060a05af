"""The cameras of those who watch: each turns their own, and can have it set or taken along."""

from dataclasses import replace

import numpy as np
from viser import ClientHandle, ViserServer

from muster.render.camera import eye, home
from muster.render.frame import Frame, Singles
from muster.render.scene import Scene
from muster.render.view import Camera, CameraKind, View

WITH_SOMEBODY = (CameraKind.FOLLOW, CameraKind.EYES)


class Cameras:
    """What each browser's camera does.

    The view's own camera is where everybody begins, and moves them all whenever it changes.
    """

    def __init__(self, server: ViserServer, scene: Scene) -> None:
        self._server, self._scene = server, scene
        self._home = home(scene).camera
        self._common: Camera | None = None
        self._going: dict[int, CameraKind] = {}  # browsers whose camera goes with the selected person

    def set(self, browser: int, kind: CameraKind, view: View, frame: Frame) -> None:
        """Set the camera of one browser; orbit brings it home."""
        self._going.pop(browser, None)
        if kind in WITH_SOMEBODY:
            self._going[browser] = kind
        client = self._server.get_clients().get(browser)
        if client is not None:
            camera = self._home if kind is CameraKind.ORBIT else view.camera
            self._place(client, replace(view, camera=replace(camera, kind=kind)), frame)

    def draw(self, view: View, frame: Frame) -> None:
        """Move those cameras that are to move."""
        clients = self._server.get_clients()
        if view.camera != self._common:
            self._begin(view, frame)
            self._common, self._going = view.camera, {}
            for client in clients.values():
                self._place(client, view, frame)
        for browser, client in clients.items():
            kind = self._going.get(browser, view.camera.kind)
            if kind in WITH_SOMEBODY and view.selected is not None:
                self._place(client, replace(view, camera=replace(view.camera, kind=kind)), frame)

    @property
    def is_somebody_followed(self) -> bool:
        """Whether any browser's own camera goes with the selected person."""
        return bool(self._going)

    def middle(self, view: View, frame: Frame) -> Singles:
        """Return what is looked at, ``(3,)`` metres: the selected person, or the middle of the first browser."""
        if view.selected is not None:
            return frame.position[view.selected]
        first = next(iter(self._server.get_clients().values()), None)
        return np.asarray(view.camera.target if first is None else first.camera.look_at, np.float32)

    def _begin(self, view: View, frame: Frame) -> None:
        seen, camera = eye(view, frame, self._scene), self._server.initial_camera
        camera.position, camera.look_at = seen.position, seen.position + view.camera.distance * seen.forward
        camera.fov = seen.field

    def _place(self, client: ClientHandle, view: View, frame: Frame) -> None:
        seen = eye(view, frame, self._scene)
        reach = 1.0 if view.camera.kind in WITH_SOMEBODY else view.camera.distance
        with client.atomic():
            client.camera.position = seen.position
            client.camera.look_at = seen.position + reach * seen.forward
