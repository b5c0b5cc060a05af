"""How alike two crowds are as wholes, second by second: density, frequency, coverage and population.

The four measures are CrowdES's (Bae, Lee, Jeon, CVPR 2025, arXiv 2504.04756): each scene is cut into 10 x 10 quadrats,
each second gives one number, and two crowds are as far apart as the earth mover's distance between their numbers. These
say neither where nor when, so that a crowd on the other side of a building counts as the same: two measures of ours do.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np
from scipy.stats import wasserstein_distance

from muster.recording.codes import Flag
from muster.recording.frames import Frame
from muster.recording.reader import Recording
from muster.scenario.building import Building, RegionKind
from muster.verification.errors import NotComparable
from muster.world.arrays import Floats, Ints

QUADRATS = 10  # to a side of each storey, as CrowdES has them
MEASURES = {
    "density": "people a quadrat",
    "frequency": "kinds of people a quadrat, by role",
    "coverage": "share of quadrats with somebody in them",
    "population": "people inside, as a share of B's mean",
}


@dataclass(frozen=True)
class Measure:
    """One of the four: its mean over time in either recording, and the distance of the two."""

    a: float
    b: float
    distance: float


@dataclass(frozen=True)
class Likeness:
    """How two recordings compare; every distance is 0 for equal crowds.

    Attributes:
        seconds: that were compared; the shorter recording stays as it ended.
        measures: by name, as ``MEASURES``.
        where: 0 to 1, the share of presence that is in other quadrats; ours.
        when: mean difference of the population at the same second, as a share of B's mean; ours.
    """

    seconds: int
    measures: Mapping[str, Measure]
    where: float
    when: float

    def as_json(self) -> dict[str, object]:
        """Return plain values."""
        return asdict(self)


@dataclass(frozen=True)
class _Crowd:
    """One recording by second: ``quadrats`` ``(t, q)`` people in each, ``kinds`` ``(t, q)`` roles in each."""

    quadrats: Ints
    kinds: Ints

    def lasting(self, seconds: int) -> "_Crowd":
        """The same, staying as it ended until ``seconds``."""
        index = np.minimum(np.arange(seconds), len(self.quadrats) - 1)
        return _Crowd(self.quadrats[index], self.kinds[index])


def likeness(a: Recording, b: Recording) -> Likeness:
    """Compare two recordings of one building.

    Raises:
        NotComparable: they were made in different buildings, or one holds no motion or nobody.
    """
    if a.scenario.building.regions != b.scenario.building.regions:
        names = f"{a.path} in {a.scenario.building.name!r}, {b.path} in {b.scenario.building.name!r}"
        raise NotComparable(f"recorded in different buildings: {names}; compare two recordings of one building")
    crowds = [_crowd(each) for each in (a, b)]
    seconds = max(len(crowd.quadrats) for crowd in crowds)
    first, second = (crowd.lasting(seconds) for crowd in crowds)
    mean_b = float(second.quadrats.sum(axis=1).mean())
    if not mean_b or not first.quadrats.any():
        raise NotComparable(f"nobody is inside in {b.path if not mean_b else a.path}; take a recording with people")
    measures = {name: _measure(_series(first, mean_b)[name], _series(second, mean_b)[name]) for name in MEASURES}
    populations = [crowd.quadrats.sum(axis=1) for crowd in (first, second)]
    when = float(np.abs(populations[0] - populations[1]).mean() / mean_b)
    return Likeness(seconds, measures, _where(first, second), when)


def _series(crowd: _Crowd, mean: float) -> dict[str, Floats]:
    """Return ``(t,)`` of each measure."""
    number = crowd.quadrats.shape[1]
    population = crowd.quadrats.sum(axis=1)
    return {
        "density": population / number,
        "frequency": crowd.kinds.sum(axis=1) / number,
        "coverage": (crowd.quadrats > 0).sum(axis=1) / number,
        "population": population / mean,
    }


def _measure(a: Floats, b: Floats) -> Measure:
    return Measure(float(a.mean()), float(b.mean()), float(wasserstein_distance(a, b)))


def _where(a: _Crowd, b: _Crowd) -> float:
    shares = [crowd.quadrats.sum(axis=0) / crowd.quadrats.sum() for crowd in (a, b)]
    return float(np.abs(shares[0] - shares[1]).sum() / 2.0)


def _crowd(recording: Recording) -> _Crowd:
    if not recording.seconds:
        raise NotComparable(f"{recording.path} holds no motion; take another recording")
    corner, size = _scene(recording.scenario.building)
    _, role = np.unique([person.role for person in recording.people], return_inverse=True)
    number = QUADRATS**2 * len(recording.scenario.building.storeys)
    looks = [_look(recording.motion(second).frame(0), corner, size, role, number) for second in recording.seconds]
    return _Crowd(np.array([people for people, _ in looks]), np.array([kinds for _, kinds in looks]))


def _scene(building: Building) -> tuple[Floats, Floats]:
    """Return the south-west corner and the size, metres, of the rectangle around everything indoors."""
    inside = [region for region in building.regions if region.kind is not RegionKind.OUTSIDE]
    corners = np.array([corner for region in inside for corner in region.polygon])
    return corners.min(axis=0), np.maximum(np.ptp(corners, axis=0), 1e-9)


def _look(frame: Frame, corner: Floats, size: Floats, role: Ints, number: int) -> tuple[Ints, Ints]:
    """Return ``(q,)`` how many people, and how many roles, are in each quadrat of each storey."""
    inside = (frame.flags & (Flag.OUTSIDE | Flag.ABSENT).value) == 0
    cell = np.clip((frame.position[inside] - corner) / size * QUADRATS, 0, QUADRATS - 1).astype(int)
    quadrat = (frame.storey[inside].astype(int) * QUADRATS + cell[:, 1]) * QUADRATS + cell[:, 0]
    people = np.bincount(quadrat, minlength=number)
    kinds = np.unique(np.stack([quadrat, role[inside]]), axis=1)[0]
    return people, np.bincount(kinds, minlength=number)
