"""A renderer for muster in forty lines: everybody is a letter on a map of one storey, once a simulated second."""

import sys
from collections.abc import Sequence

import numpy as np

from muster.render.frame import Frame, statuses
from muster.render.inputs import Input
from muster.render.panels import Panels
from muster.render.renderer import Capability, Settings
from muster.render.scene import Scene
from muster.render.view import View

LETTERS = ".aho*iX"  # by muster.render.frame.Status: unaware, aware, hiding, out, assembled, injured, incapacitated
COLUMNS, ROWS = 78, 20


class Text:
    """The renderer ``text``."""

    capabilities = Capability.NONE  # no window, no pictures, no input

    def open(self, scene: Scene, settings: Settings) -> None:
        corners = np.array([corner for region in scene.building.regions for corner in region.polygon])
        self._low, high = corners.min(axis=0), corners.max(axis=0)
        self._scale = np.array([COLUMNS - 1, ROWS - 1]) / np.maximum(high - self._low, 1e-9)
        self._shown = -1

    def draw(self, frame: Frame, view: View, panels: Panels) -> Sequence[Input]:
        if int(frame.time) == self._shown:
            return ()  # nothing the user did: this renderer has no keys
        self._shown = int(frame.time)
        page = np.full((ROWS, COLUMNS), " ")
        here = frame.storey == (view.storey or 0)
        self._put(page, frame.position[here], np.array(list(LETTERS))[statuses(frame)[here]])
        self._put(page, frame.intruders.position[frame.intruders.present], "T")
        sys.stdout.write("\n".join([panels.title, panels.clock, *("".join(row) for row in page[::-1])]) + "\n")
        return ()

    def close(self) -> None:
        sys.stdout.flush()

    def _put(self, page: np.ndarray, feet: np.ndarray, letters: np.ndarray | str) -> None:
        column, row = ((feet[:, :2] - self._low) * self._scale).astype(int).T
        page[row.clip(0, ROWS - 1), column.clip(0, COLUMNS - 1)] = letters
