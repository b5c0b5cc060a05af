"""What stands still while a run is shown: the building, and who takes part."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from muster.recording.reader import Recording
from muster.recording.rows import PersonRow
from muster.scenario.building import Building
from muster.scenario.persona import Mobility

_ADULT = 1.72  # metres, about the mean of adults
_STATURE_BY_AGE = ((0, 0.55), (6, 1.16), (12, 1.50), (17, _ADULT), (150, _ADULT))
"""Metres at an age in years, joined by straight lines: after the WHO's growth references of 2006 and 2007, rounded."""


@dataclass(frozen=True)
class Scene:
    """Everything that a renderer needs before the first frame; row *i* is agent *i*.

    Attributes:
        title: scenario and seed, in words.
        building: in metres, x east, y north, z up; ``muster.render.meshes`` makes triangles of it.
        people: who takes part, ``n`` of them.
        threats: how many intruders there are.
        dt: seconds in a tick.
        mind: who decides, in words.
        fire: index of the region that the scenario's fire burns in; -1 without one.
    """

    title: str
    building: Building
    people: tuple[PersonRow, ...]
    threats: int
    dt: float
    mind: str = ""
    fire: int = -1

    @cached_property
    def stature(self) -> NDArray[np.float32]:
        """``(n,)`` metres from the sole to the crown, from age alone."""
        return statures([person.age for person in self.people])

    @cached_property
    def seated(self) -> NDArray[np.bool_]:
        """``(n,)`` who uses a wheelchair."""
        return np.array([person.mobility == Mobility.WHEELCHAIR.value for person in self.people], np.bool_)

    @cached_property
    def elevation(self) -> NDArray[np.float32]:
        """``(s,)`` metres above ground of each storey's floor."""
        return np.array([storey.elevation for storey in self.building.storeys], np.float32)


def statures(ages: Sequence[int]) -> NDArray[np.float32]:
    """Return ``(n,)`` metres from the sole to the crown at ``ages`` in years."""
    known, tall = zip(*_STATURE_BY_AGE, strict=True)
    return np.interp(ages, known, tall).astype(np.float32)


def scene_of(recording: Recording) -> Scene:
    """Return the scene of ``recording``; ``RecordingDamaged`` when its scenario cannot be read."""
    scenario, meta = recording.scenario, recording.meta
    regions = scenario.building.regions
    mind = " ".join(part for part in (meta.mind.get("backend", ""), meta.mind.get("model", "")) if part)
    return Scene(
        title=f"{scenario.name}, seed {meta.seed}",
        building=scenario.building,
        people=recording.people,
        threats=0 if scenario.threat is None else 1,
        dt=meta.dt,
        mind=mind,
        fire=-1 if scenario.fire is None else [region.id for region in regions].index(scenario.fire.region),
    )
