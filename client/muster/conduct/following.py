"""Whether somebody follows the crowd or goes their own way: in whose tracks, who turned first, whose way, whose exit.

Relative motion alone cannot tell a leader from a follower, since both go along with each other; time and place can.
Whoever follows walks, a moment later, where another has walked, turns after others have turned, and comes by detours
to wherever they lead. The reference study's index of alignment (share of moving samples with moving neighbours, times
agreement of direction, times their coherence) is kept for comparison.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from muster.conduct.observed import Observed
from muster.conduct.ways import Ways

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NEAR = 7.0  # metres: whose motion one takes notice of; the reference study's
MOVING = 0.5  # m/s
LOOK_S = 0.6  # between two looks at the neighbours: they change more slowly than one's own place
WINDOW_S = 1.0  # over which velocities are taken, so that steps and jostling don't count
TRACK = 1.0  # metres off somebody's track within which one walks in it: half a corridor's width
TRACK_LOOKS = 6  # how many looks old a track may be: 3.6 s
SAME_WAY = 0.7  # cosine above which two directions are one: within 45 degrees
TURN = 0.64  # cosine between directions before and after, below which one has turned: 50 degrees
APART = 1000.0  # metres between storeys, so that nobody is near across them


@dataclass(frozen=True)
class Company:
    """How one person's motion relates to that of others.

    Attributes:
        alignment: 0 alone or against the others .. 1 among others who all go the same way.
        behind: -1 those near by are all behind .. 1 they are all ahead.
        tracks: share of looks at which one walks where somebody else has just walked.
        tracked: share of looks at which somebody walks in one's own tracks a little later.
        shadow: share of looks at which one walks in the tracks of one and the same other, whoever makes it most.
        turned: -1 one was the first to turn, and others did after .. 1 others had before; 0 without turns in company.
        purpose: metres come nearer to the exit used, or to whichever one came nearest to, for each metre walked.
        crowd_exit: share of those near by who left by the same exit, of those who left.
        detour_m: metres that the exit used was further to walk than the nearest, at first; 0 for those not out.
        own_exit: whether the exit used was the nearest to walk to, or no more than a tenth further.
    """

    alignment: float = 0.0
    behind: float = 0.0
    tracks: float = 0.0
    tracked: float = 0.0
    shadow: float = 0.0
    turned: float = 0.0
    purpose: float = 0.0
    crowd_exit: float = 0.0
    detour_m: float = 0.0
    own_exit: bool = False

    @property
    def astray(self) -> float:
        """Share of looks in the tracks of others that did not lead nearer to an exit."""
        return self.tracks * (1.0 - min(max(self.purpose, 0.0), 1.0))


@dataclass(frozen=True)
class Weights:
    """What each observation adds to the score of following: 0 is as likely as not, a unit e times the odds.

    Without company every observation is 0 and the score the constant: nobody follows alone. The numbers come from a
    logistic regression over the runs of labelled synthetic crowds: ``python benchmarks/conduct.py fit``.
    """

    constant: float = -4.7
    tracks: float = 1.7
    shadow: float = 3.5
    turned: float = 0.8
    astray: float = 11.8

    def score(self, company: Company) -> float:
        """Return the score of following."""
        near_by = self.tracks * company.tracks + self.shadow * company.shadow
        return self.constant + near_by + self.turned * company.turned + self.astray * company.astray


def companies(observed: Observed, counts: Bools) -> list[Company]:
    """Return the company of everybody over those samples of theirs that count, ``(f, n)``."""
    motion = _Motion(observed, counts)
    pairs = motion.pairs()
    columns = {
        **_alignment(motion, pairs),
        **_tracks(motion, pairs),
        "turned": _turned(motion, pairs),
        "crowd_exit": _crowd_exit(observed, pairs),
        **_exits(observed, counts),
    }
    return [
        _company({name: float(values[agent]) for name, values in columns.items()}) for agent in range(observed.people)
    ]


def _company(own: dict[str, float]) -> Company:
    return Company(own_exit=bool(own.pop("own_exit")), **own)


class _Pairs(NamedTuple):
    """Who was near whom: one entry for each look, person and other, all of them on the move. Arrays ``(p,)``."""

    look: Ints
    me: Ints
    other: Ints
    ahead: Floats  # 1 the other is ahead, -1 behind

    def where(self, when: Bools) -> "_Pairs":
        return _Pairs(self.look[when], self.me[when], self.other[when], self.ahead[when])


class _Motion:
    """Everybody's motion at the looks, ``l`` of them.

    Attributes:
        position: ``(l, n, 2)``; heading: unit vectors. moving, mine: ``(l, n)`` on the move, and that counts.
        looks: ``(n,)`` how many count, at least 1.
    """

    def __init__(self, observed: Observed, counts: Bools) -> None:
        every = max(round(LOOK_S / observed.step), 1)
        velocity = _velocity(observed, every)
        speed = np.linalg.norm(velocity, axis=2)
        self.people = observed.people
        self.position: Floats = observed.position[::every].astype(np.float64)
        self.heading: Floats = velocity / np.maximum(speed, 1e-9)[..., None]
        self.moving: Bools = (speed > MOVING) & ~observed.outside[::every]
        self.mine: Bools = self.moving & counts[::every]
        self.looks: Ints = np.maximum(self.mine.sum(axis=0), 1)
        self._storey = observed.storey[::every]

    def pairs(self) -> _Pairs:
        """Return who was near whom."""
        place = np.concatenate([self.position, APART * self._storey[..., None]], axis=2)
        found: list[Ints] = []
        for look, moving in enumerate(self.moving):
            who = np.flatnonzero(moving)
            near = who[cKDTree(place[look, who]).query_pairs(NEAR, output_type="ndarray")]
            both = np.concatenate([near, near[:, ::-1]])
            both = both[self.mine[look, both[:, 0]]]
            found.append(np.column_stack([np.full(len(both), look), both]))
        look, me, other = np.concatenate(found).T
        way = self.position[look, other] - self.position[look, me]
        return _Pairs(look, me, other, np.sign(_dot(way, self.heading[look, me])))

    def per_look(self, pairs: _Pairs, values: Floats | None = None) -> Floats:
        """Return ``(l, n)`` the sum of ``values`` over the pairs of each person at each look."""
        cell = pairs.look * self.people + pairs.me
        return np.bincount(cell, values, self.mine.size).reshape(self.mine.shape).astype(np.float64)


def _alignment(motion: _Motion, pairs: _Pairs) -> dict[str, Floats]:
    """Return agreement with the mean direction of two or more neighbours, and how far ahead they are."""
    count = np.maximum(motion.per_look(pairs), 1.0)
    theirs = motion.heading[pairs.look, pairs.other]
    mean = np.stack([motion.per_look(pairs, theirs[:, axis]) for axis in (0, 1)], axis=2) / count[..., None]
    coherence = np.linalg.norm(mean, axis=2)
    cosine = _dot(mean, motion.heading) / np.maximum(coherence, 1e-9)
    ahead = motion.per_look(pairs, pairs.ahead) / count
    company = motion.per_look(pairs) >= 2
    looks = np.maximum(company.sum(axis=0), 1)
    agreement, coherence, ahead = ((each * company).sum(axis=0) / looks for each in (cosine, coherence, ahead))
    share = company.sum(axis=0) / motion.looks
    return {"alignment": share * np.maximum(agreement, 0.0) * coherence, "behind": ahead}


def _tracks(motion: _Motion, pairs: _Pairs) -> dict[str, Floats]:
    """Return how often one walks in the tracks of others, in those of one other, and others in one's own."""
    ahead = pairs.where(pairs.ahead > 0)
    steps = [_in_tracks(motion, ahead, back) for back in range(1, TRACK_LOOKS + 1)]
    behind, before = (np.concatenate(each) for each in zip(*steps, strict=True))
    now, me, other = np.unique(behind, axis=0).T if len(behind) else np.zeros((3, 0), np.int64)
    pair, looks = np.unique(me * motion.people + other, return_counts=True)
    shadow = np.zeros(motion.people)
    np.maximum.at(shadow, pair // motion.people, looks)
    in_tracks, tracked = _any(motion, now, me), _any(motion, before[:, 0], before[:, 1])
    return {
        "tracks": in_tracks.sum(axis=0) / motion.looks,
        "tracked": (tracked & motion.mine).sum(axis=0) / motion.looks,
        "shadow": shadow / motion.looks,
    }


def _in_tracks(motion: _Motion, pairs: _Pairs, back: int) -> tuple[Ints, Ints]:
    """Return who walks in whose tracks of ``back`` looks ago.

    Returns:
        ``(q, 3)`` look, person and other; ``(q, 2)`` the look at which the tracks were made, and by whom.
    """
    then = pairs.look - back
    known = pairs.where(then >= 0)
    then = then[then >= 0]
    off = motion.position[then, known.other] - motion.position[known.look, known.me]
    along = _dot(motion.heading[then, known.other], motion.heading[known.look, known.me]) > SAME_WAY
    trodden = along & (_dot(off, off) < TRACK**2)
    behind = np.column_stack([known.look, known.me, known.other])[trodden]
    return behind, np.column_stack([then, known.other])[trodden]


def _turned(motion: _Motion, pairs: _Pairs) -> Floats:
    """Return the share of one's turns in company that others had taken before, less that of those taken first."""
    inner = (pairs.look >= 2) & (pairs.look < len(motion.mine) - 4)
    look, me, other, _ = pairs.where(inner)
    old, new = motion.heading[look - 2, me], motion.heading[look + 2, me]
    turning = (_dot(old, new) < TURN) & motion.moving[look - 2, me] & motion.moving[look + 2, me]
    look, me, other, old, new = look[turning], me[turning], other[turning], old[turning], new[turning]
    theirs, later = motion.heading[look - 1, other], motion.heading[look + 4, other]
    before = _dot(theirs, new) > SAME_WAY
    after = ~before & (_dot(theirs, old) > SAME_WAY) & (_dot(later, new) > SAME_WAY)
    led, leading = (_any(motion, look[when], me[when]) for when in (before, after))
    leading &= ~led
    return (led.sum(axis=0) - leading.sum(axis=0)) / np.maximum((led | leading).sum(axis=0), 1)


def _any(motion: _Motion, look: Ints, me: Ints) -> Bools:
    """Return ``(l, n)`` which looks of which people are among those given."""
    found = np.zeros(motion.mine.shape, np.bool_)
    found[look, me] = True
    return found


def _crowd_exit(observed: Observed, pairs: _Pairs) -> Floats:
    me, other = np.unique(np.column_stack([pairs.me, pairs.other]), axis=0).T
    used = observed.exit_used
    same = np.bincount(me, (used[other] == used[me]) & (used[me] >= 0), observed.people)
    return same / np.maximum(np.bincount(me, used[other] >= 0, observed.people), 1)


def _exits(observed: Observed, counts: Bools) -> dict[str, Floats]:
    """Return what everybody's way has to do with the exits, by walking distances."""
    everybody, used = np.arange(observed.people), observed.exit_used
    nothing = np.zeros(observed.people)
    if not len(observed.building.exits):
        return {"purpose": nothing, "detour_m": nothing, "own_exit": nothing}
    first, last = counts.argmax(axis=0), len(counts) - 1 - counts[::-1].argmax(axis=0)
    ways = Ways(observed.building)
    at_first, at_last = (
        ways.to_exits(observed.region[at, everybody], observed.position[at, everybody]) for at in (first, last)
    )
    known = np.isfinite(at_first) & np.isfinite(at_last)
    nearer = np.where(known, np.where(known, at_first, 0.0) - np.where(known, at_last, 0.0), 0.0)
    nearer = np.where(used >= 0, nearer[everybody, used], nearer.max(axis=1))
    strides = np.linalg.norm(np.diff(observed.position, axis=0, prepend=observed.position[:1]), axis=2)
    walked = (strides * counts).sum(axis=0)
    taken, nearest = at_first[everybody, used], at_first.min(axis=1)
    left = (used >= 0) & np.isfinite(taken)
    detour = np.where(left, taken, 0.0) - np.where(left, nearest, 0.0)
    return {
        "purpose": nearer / np.maximum(walked, 1.0),
        "detour_m": detour,
        "own_exit": left & (detour <= 0.1 * nearest),
    }


def _velocity(observed: Observed, every: int) -> Floats:
    """Return ``(l, n, 2)`` m/s over ``WINDOW_S`` around every so manieth sample."""
    half = max(round(WINDOW_S / 2 / observed.step), 1)
    samples = np.arange(0, len(observed.times), every)
    later, sooner = np.minimum(samples + half, len(observed.times) - 1), np.maximum(samples - half, 0)
    return (observed.position[later].astype(np.float64) - observed.position[sooner]) / (2 * half * observed.step)


def _dot(a: Floats, b: Floats) -> Floats:
    return (a * b).sum(axis=-1)
