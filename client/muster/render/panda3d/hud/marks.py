"""Signs over intruders and those harmed, for the tier that has no shaders to draw them in the scene."""

import numpy as np

from muster.render.camera import Eye
from muster.render.frame import Frame, Status, is_harmed, statuses
from muster.render.palette import THREAT
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.counts import status_mark
from muster.render.panda3d.hud.labels import Hung, Label
from muster.render.panda3d.hud.project import Reals, project
from muster.render.panda3d.hud.sheet import Mark, Sheet, Words
from muster.render.panda3d.hud.style import INK_TINT, Style, tint
from muster.render.scene import Scene
from muster.render.view import View

_OVER_THREAT, _OVER = 2.6, 0.3  # metres from the feet of an intruder, and from where the crown of others is
_RIM = tint((20, 22, 26))
_HARMED = (Status.INJURED, Status.INCAPACITATED)


class Marks:
    """Makes each sign once and hangs them anew for every frame."""

    def __init__(self, scene: Scene, style: Style) -> None:
        self._scene, self._style = scene, style
        self._threat = _threat_label(style)
        size = style.body.line
        box = Box(-size / 2, -size, size / 2, 0)
        self._harmed = {status: Label(Sheet([*status_mark(status, box)]), box) for status in _HARMED}

    def hung(self, frame: Frame, view: View, eye: Eye) -> list[Hung]:
        """Return the signs of a moment; intruders outside the picture have theirs at its edge."""
        return [*self._over_harmed(frame, view, eye), *self._over_threats(frame, eye)]

    def _over_harmed(self, frame: Frame, view: View, eye: Eye) -> list[Hung]:
        status = statuses(frame)
        worn = is_harmed(status) & ((view.storey is None) | (frame.storey == view.storey))
        who = np.flatnonzero(worn)
        places, depth = self._project(frame.position[who].astype(np.float64), _OVER, eye)
        ahead = zip(who.tolist(), places.tolist(), depth.tolist(), strict=True)
        return [(self._harmed[Status(int(status[agent]))], round(x), round(y)) for agent, (x, y), z in ahead if z > 0]

    def _over_threats(self, frame: Frame, eye: Eye) -> list[Hung]:
        feet = frame.intruders.position[frame.intruders.present].astype(np.float64)
        places, depth = self._project(feet, _OVER_THREAT, eye)
        box, style = self._threat.box, self._style
        return [
            (
                self._threat,
                round(min(max(x, -box.left), style.width - box.right)),
                round(min(max(y, -box.top), style.height - box.bottom)),
            )
            for (x, y), ahead in zip(places.tolist(), depth.tolist(), strict=True)
            if ahead > 0
        ]

    def _project(self, feet: Reals, over: float, eye: Eye) -> tuple[Reals, Reals]:
        return project(eye, feet + np.array((0.0, 0.0, over)), self._style.width, self._style.height)


def _threat_label(style: Style) -> Label:
    """Return a warning that stands on its tip, at 0, 0."""
    size = 1.3 * style.large.line
    box = Box(-size / 2, -size, size / 2, 0)
    left = -style.body.width("!") / 2
    words = Words("!", left, -0.92 * size, INK_TINT, is_bold=True)
    return Label(Sheet([Mark("tail", box.inset(-2), _RIM), Mark("tail", box, tint(THREAT))], [words]), box)
