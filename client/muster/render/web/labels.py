"""Words in the picture."""

from collections.abc import Sequence

from viser import LabelHandle, SceneApi

Place = tuple[float, float, float]


class Labels:
    """As many labels as are asked for; browsers keep those that are not needed, unseen, for the next time."""

    def __init__(self, scene: SceneApi, name: str, *, size: float = 1.0) -> None:
        self._scene, self._name, self._size = scene, name, size
        self._handles: list[LabelHandle] = []

    def show(self, labels: Sequence[tuple[str, Place]]) -> None:
        """Show these and no others."""
        while len(self._handles) < len(labels):
            self._handles.append(self._another())
        for handle, (text, place) in zip(self._handles, labels, strict=False):
            handle.text, handle.position, handle.visible = text, place, True
        for handle in self._handles[len(labels) :]:
            handle.visible = False

    def _another(self) -> LabelHandle:
        name = f"{self._name}/{len(self._handles)}"
        return self._scene.add_label(name, "", anchor="bottom-center", font_screen_scale=self._size)
