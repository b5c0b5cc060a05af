"""Who must not be missed: the threat, the selected person, and those who speak."""

from textwrap import fill, shorten

import numpy as np
from numpy.typing import NDArray
from viser import SceneApi

from muster.recording.codes import Volume
from muster.render.frame import Frame, Singles, Speech
from muster.render.palette import SELECTED, THREAT
from muster.render.scene import Scene
from muster.render.view import View
from muster.render.web.batch import Batch
from muster.render.web.cameras import Focus
from muster.render.web.labels import Labels, Place
from muster.render.web.posture import quaternions
from muster.render.web.shapes import cone, head, joined, person, ring

NAMES = 30  # labels at once; the nearest to what is looked at
_CONSIDERED = 120  # people for a label
_SPEECHES, _LETTERS, _LINE = 5, 66, 28
_SPEECH_APART, _NAMES_APART = 0.16, 0.06  # of the camera's distance, so that labels do not hide each other
_FAR = 20.0  # metres: from nearer by, what is far still looks as if from here
_LARGER = 2.1  # metres: taller than anybody else
_ABOVE = 2.5  # metres from the threat's feet to the mark above it


class Threats:
    """The intruder: red as nobody else is, larger, in a ring, with a mark and a word above."""

    def __init__(self, api: SceneApi) -> None:
        figure = joined(person(), head().moved(by=(0, 0, 0.92)))
        self._figure = Batch(api, "/threat/figure", figure.moved(scale=(_LARGER * 1.15, _LARGER * 1.15, _LARGER)))
        self._mark = Batch(api, "/threat/mark", joined(cone(0.5, 0.9).moved(by=(0, 0, _ABOVE)), ring(1.0, 0.14)))
        self._label = Labels(api, "/threat/words", size=1.2)

    def draw(self, frame: Frame, shown: NDArray[np.bool_]) -> None:
        """Show those present on storeys that are ``shown``."""
        threat = frame.intruders
        here = np.flatnonzero(threat.present & shown[threat.storey])
        position, colour = threat.position[here], np.tile(np.array(THREAT, np.uint8), (len(here), 1))
        self._figure.show(position, colour, turn=quaternions(threat.heading[here]))
        self._mark.show(position, colour)
        self._label.show([("intruder", _above(at, _ABOVE + 1.0)) for at in position])


class Selected:
    """A ring around the selected person, the name, and what they say."""

    def __init__(self, api: SceneApi, scene: Scene) -> None:
        self._scene = scene
        self._ring = Batch(api, "/selected/ring", joined(ring(0.75, 0.1), cone(0.16, 0.3).moved(by=(0, 0, 2.4))))
        self._label = Labels(api, "/selected/name", size=1.1)

    def draw(self, frame: Frame, view: View, shown: NDArray[np.bool_]) -> None:
        """Show who is selected, where they are ``shown``."""
        who = view.selected
        is_seen = who is not None and bool(shown[frame.storey[who]])
        here = np.array([who] if is_seen and who is not None else [], np.intp)
        self._ring.show(frame.position[here], np.tile(np.array(SELECTED, np.uint8), (len(here), 1)))
        said = {each.agent: "\n" + _spoken(each) for each in frame.speech}
        name = [(self._scene.people[i].name + said.get(i, ""), _above(frame.position[i], 2.8)) for i in map(int, here)]
        self._label.show(name)


class Words:
    """What is being said, and names on demand: as many as there is room for, nearest to what is looked at."""

    def __init__(self, api: SceneApi, scene: Scene) -> None:
        self._scene = scene
        self._speech, self._names = Labels(api, "/speech"), Labels(api, "/names", size=0.85)

    def draw(self, frame: Frame, view: View, shown: NDArray[np.bool_], focus: Focus) -> None:
        """Show words where their speakers are ``shown``, ``(s,)``."""
        here = shown if view.storey is None else shown & (np.arange(len(shown)) == view.storey)
        said = {each.agent: each for each in frame.speech if here[frame.storey[each.agent]]}
        said.pop(-1 if view.selected is None else view.selected, None)  # said with the name
        taken = [] if view.selected is None else [view.selected]
        heard = _apart(np.array([*said], np.intp), frame, focus, _SPEECH_APART, taken)[:_SPEECHES]
        self._speech.show([(_spoken(said[i]), _above(frame.position[i], 2.2)) for i in heard])
        named = np.flatnonzero(here[frame.storey]) if view.shows_names else np.zeros(0, np.intp)
        near = _apart(named, frame, focus, _NAMES_APART, [*taken, *heard])
        self._names.show([(self._scene.people[i].name, _above(frame.position[i], 1.95)) for i in near])


def _apart(who: NDArray[np.intp], frame: Frame, focus: Focus, share: float, taken: list[int]) -> list[int]:
    """Return some of ``who``, nearest first, apart from each other and ``taken`` by a ``share`` of the distance."""
    far = np.linalg.norm(frame.position[who] - focus.middle, axis=1)
    apart = share * max(focus.distance, _FAR)
    chosen, places = list[int](), frame.position[taken].reshape(-1, 3)
    for agent in who[np.argsort(far, kind="stable")[:_CONSIDERED]].tolist():
        place = frame.position[agent]
        if not len(places) or np.linalg.norm(places - place, axis=1).min() > apart:
            chosen, places = [*chosen, agent], np.vstack((places, place))
        if len(chosen) == NAMES:
            break
    return chosen


def _spoken(speech: Speech) -> str:
    """Return what is said in short lines, a whisper in brackets."""
    spoken = fill(shorten(speech.text, _LETTERS, placeholder=" …"), _LINE)
    return f"({spoken})" if speech.volume == int(Volume.WHISPER) else f'"{spoken}"'


def _above(feet: Singles, height: float) -> Place:
    x, y, z = feet.tolist()
    return x, y, z + height
