"""The other end in Python: puts together again what a stream of frames says. In other languages it is as short."""

import numpy as np

from muster.render.service.columns import Whole
from muster.scene.v1 import scene_pb2 as pb

Held = dict[str, Whole]
"""Columns by their name in ``Bodies``; row *i* is person, or intruder, *i*."""


class Reader:
    """What a viewer knows after the frames it has taken.

    Attributes:
        time: simulated seconds.
        people, intruders: whole numbers by the name of their column.
        doors: ``(d,)`` numbers of ``DoorState``.
        speech: what is being said, by agent.
        smoke: ``(r,)`` 1/km of extinction of each region. fire_kw: heat that a fire releases.
    """

    def __init__(self, scene: pb.GetSceneResponse) -> None:
        self.time = 0.0
        self.people: Held = _zeros(len(scene.people))
        self.intruders: Held = _zeros(scene.intruders)
        self.doors: Whole = np.zeros(len(scene.building.doors), np.int32)
        self.speech: dict[int, pb.Speech] = {}
        self.smoke: Whole = np.zeros(len(scene.building.regions), np.int32)
        self.fire_kw = 0

    def take(self, frame: pb.Frame) -> None:
        """Take in the next frame of the stream."""
        if frame.is_key:
            self._forget()
        self.time = frame.time_s
        for held, bodies in ((self.people, frame.people), (self.intruders, frame.intruders)):
            for field, column in bodies.ListFields():
                _add(column, held[field.name])
        _add(frame.doors, self.doors)
        _add(frame.smoke_per_km, self.smoke)
        self.fire_kw = frame.fire_kw
        for agent in frame.silent:
            self.speech.pop(agent, None)
        self.speech.update({speech.agent: speech for speech in frame.said})

    def _forget(self) -> None:
        for column in (*self.people.values(), *self.intruders.values(), self.doors, self.smoke):
            column[:] = 0
        self.speech.clear()


def _zeros(rows: int) -> Held:
    return {field.name: np.zeros(rows, np.int32) for field in pb.Bodies.DESCRIPTOR.fields}


def _add(column: pb.Column, held: Whole) -> None:
    """Add the changes of ``column`` to ``held``: to every row, or to those that its steps lead to."""
    changes = np.array(column.changes, np.int32)
    if column.steps:
        held[np.cumsum(column.steps)] += changes
    elif len(changes):
        held += changes
