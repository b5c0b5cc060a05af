"""Conduct summed up in numbers, for the audit: how time, ways and neighbours were distributed, without any threshold.

Shares nothing with the rules but ``Observed``: speeds are quantiles, following is a lag and a distance.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from muster.conduct.observed import Observed

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

FEATURES = (
    "log regions before shelter",
    "sheltered share",
    "log seconds sheltered",
    "log metres before shelter",
    "log metres",
    "straightness",
    "log metres away",
    "out",
    "speed, lower quartile",
    "speed, median",
    "speed, upper quartile",
    "fought",
    "log metres from the intruder, least",
    "approach",
    "log metres off the tracks of others, median",
    "log metres off the tracks of others, lower quartile",
    "lag",
)
LAG_S = 1.2  # seconds by which followers lag behind: near the mean of reported reaction times of walkers, 0.5 to 2 s
FAR = 15.0  # metres: what is further off makes no difference


class Summary(NamedTuple):
    """``(n, len(FEATURES))`` numbers, and ``(n,)`` whether there was anything of somebody's conduct to sum up."""

    features: Floats
    could_act: Bools


def summarise(observed: Observed) -> Summary:
    """Return everybody's conduct in numbers."""
    times = observed.times[:, None]
    during = (times >= observed.free_at) & ~(times >= observed.down_at) & ~observed.outside
    could_act: Bools = np.asarray(during.any(axis=0))
    velocity = np.gradient(_smooth(observed), observed.step, axis=0)
    off, lag = _neighbours(observed, velocity, during)
    features = np.zeros((observed.people, len(FEATURES)))
    for agent in map(int, np.flatnonzero(could_act)):
        when = during[:, agent]
        features[agent] = [
            *_way(observed, velocity, agent, when),
            *_threat(observed, velocity, agent, when),
            *_off(off[when, agent]),
            float(np.nansum(lag[when, agent]) / max(np.isfinite(lag[when, agent]).sum(), 5)),
        ]
    return Summary(features, could_act)


def _smooth(observed: Observed) -> Floats:
    """Return positions averaged over three samples."""
    padded = np.pad(observed.position.astype(np.float64), ((1, 1), (0, 0), (0, 0)), mode="edge")
    return (padded[:-2] + padded[1:-1] + padded[2:]) / 3


def _way(observed: Observed, velocity: Floats, agent: int, when: Bools) -> list[float]:
    rooms = observed.region[when, agent]
    shut = (rooms >= 0) & observed.secluded[when, np.maximum(rooms, 0)]
    sheltered = observed.hidden[when, agent] | shut
    speed = np.hypot(*velocity[when, agent].T)
    position = observed.position[when, agent].astype(np.float64)
    metres = float(speed.sum()) * observed.step
    first = int(sheltered.argmax()) if sheltered.any() else len(sheltered)
    away = float(np.hypot(*(position - position[0]).T).max())
    return [
        float(np.log1p(len(np.unique(rooms[: first + 1])))),
        float(sheltered.mean()),
        float(np.log1p(sheltered.sum() * observed.step)),
        float(np.log1p(speed[:first].sum() * observed.step)),
        float(np.log1p(metres)),
        away / max(metres, 1.0),
        float(np.log1p(away)),
        float(observed.exit_used[agent] >= 0),
        *(float(each) for each in np.percentile(speed, [25, 50, 75])),
    ]


def _threat(observed: Observed, velocity: Floats, agent: int, when: Bools) -> list[float]:
    """Return whether they fought, how near they came to an intruder, and how much of their motion was toward it."""
    fought = float(not np.isnan(observed.fought_at[agent]))
    way = observed.threat[when] - observed.position[when, agent][:, None]
    same = observed.threat_present[when] & (observed.threat_storey[when] == observed.storey[when, agent][:, None])
    distance = np.where(same, np.hypot(way[..., 0], way[..., 1]), np.inf)
    if not np.isfinite(distance).any():
        return [fought, float(np.log1p(FAR)), 0.0]
    nearest = int(distance.min(axis=1).argmin())
    toward = (velocity[when, agent][:, None] * way).sum(axis=2) / np.maximum(distance, 0.5)
    weight = np.where(same, np.exp(-distance / 5.0), 0.0)
    approach = float((toward * weight).sum() / max(weight.sum(), 1.0))
    return [fought, float(np.log1p(min(distance[nearest].min(), FAR))), approach]


def _off(distances: Floats) -> list[float]:
    known = distances[np.isfinite(distances)]
    if len(known) < 3:
        return [float(np.log1p(FAR)), float(np.log1p(FAR))]
    return [float(np.log1p(each)) for each in np.percentile(known, [50, 25])]


def _neighbours(observed: Observed, velocity: Floats, during: Bools) -> tuple[Floats, Floats]:
    """Return how far off others' tracks one walks, and how much more one moves as they did than they as oneself did.

    Both ``(f, n)``, NaN at other moments than every ``LAG_S``, and for those who stand.
    """
    off, lag = np.full(during.shape, np.nan), np.full(during.shape, np.nan)
    back = max(round(LAG_S / observed.step), 1)
    speed = np.hypot(velocity[..., 0], velocity[..., 1])
    lift = 1000.0 * observed.storey[..., None]
    place = np.concatenate([observed.position, lift], axis=2).astype(np.float64)
    walking = (
        speed > np.median(speed[speed > 0.05]) * 0.5 if (speed > 0.05).any() else speed > 1.0
    ) & ~observed.outside
    for now in range(3 * back, len(during), max(back // 2, 1)):
        mine = np.flatnonzero(walking[now] & during[now])
        if len(mine):
            off[now, mine] = _off_tracks(place, walking, now, back, mine)
            lag[now, mine] = _lead(place, velocity, walking, now, back, mine)
    return off, lag


def _off_tracks(place: Floats, walking: Bools, now: int, back: int, mine: NDArray[np.intp]) -> Floats:
    """Return metres to the nearest point where somebody else walked lately."""
    moments = np.arange(now - 3 * back, now - back // 2, 1)
    which, who = np.nonzero(walking[moments])
    if not len(who):
        return np.full(len(mine), FAR)
    tree = cKDTree(place[moments[which], who])
    some = min(len(who), len(moments) + 1)  # at most one a moment is one's own
    distance, index = tree.query(place[now, mine], k=[*range(1, some + 1)], distance_upper_bound=FAR)
    own = np.append(who, -1)[np.minimum(index, len(who))] == mine[:, None]
    return np.minimum(np.where(own, FAR, distance).min(axis=1), FAR)


def _lead(place: Floats, velocity: Floats, walking: Bools, now: int, back: int, mine: NDArray[np.intp]) -> Floats:
    """Return own motion now along that of others before, less theirs now along one's own before."""
    unit = velocity[[now - back, now]]
    unit = unit / np.maximum(np.hypot(unit[..., 0], unit[..., 1]), 0.3)[..., None]
    lead, storey, either = np.zeros(len(mine)), place[now, :, 2], walking[now] | walking[now - back]
    for level in np.unique(storey[mine]):
        rows, others = np.flatnonzero(storey[mine] == level), np.flatnonzero((storey == level) & either)
        lead[rows] = _lead_of(place[now, :, :2], unit, mine[rows], others)
    return lead


def _lead_of(place: Floats, unit: Floats, mine: NDArray[np.intp], others: NDArray[np.intp]) -> Floats:
    """Return the same of ``mine`` among ``others``; ``unit`` ``(2, n, 2)`` directions before and now."""
    way = place[mine, None] - place[others]
    weight = np.where(mine[:, None] == others, 0.0, np.exp(-np.hypot(way[..., 0], way[..., 1]) / 4.0))
    before, now = unit
    asymmetry = now[mine] @ before[others].T - before[mine] @ now[others].T
    return (weight * asymmetry).sum(axis=1) / np.maximum(weight.sum(axis=1), 0.5)
