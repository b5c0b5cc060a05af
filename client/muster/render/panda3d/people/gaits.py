"""How people move: a cycle of postures for each way of going, at times that are a function of the clock alone."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from muster.recording.codes import Pose
from muster.render.frame import Bytes, Singles
from muster.render.panda3d.people.skeleton import Floats, Joints, Posture, joints


class Gait(IntEnum):
    """A way of going or of staying."""

    STAND = 0
    STROLL = 1
    WALK = 2
    RUN = 3
    CROUCH = 4
    CRAWL = 5
    DOWN = 6
    SEATED = 7


@dataclass(frozen=True)
class Cycle:
    """The postures of a gait: ``frames`` of them in ``period`` seconds."""

    frames: int
    period: float


CYCLES = {
    Gait.STAND: Cycle(1, 1.0),
    Gait.STROLL: Cycle(24, 1.35),
    Gait.WALK: Cycle(24, 1.05),
    Gait.RUN: Cycle(24, 0.72),
    Gait.CROUCH: Cycle(16, 1.2),
    Gait.CRAWL: Cycle(16, 1.3),
    Gait.DOWN: Cycle(1, 1.0),
    Gait.SEATED: Cycle(1, 1.0),
}
"""Two steps a cycle; at 1.3 m/s people take about two steps a second (Murray et al. 1964)."""

_FRAMES = np.array([CYCLES[gait].frames for gait in Gait])
_PERIODS = np.array([CYCLES[gait].period for gait in Gait])
_FIRST = np.concatenate([[0], np.cumsum(_FRAMES)[:-1]])
_STILL, _SLOW, _FAST = 0.15, 0.8, 2.0  # m/s below which one stands, strolls, walks; beyond, runs
_GOLDEN = 0.6180339887  # spreads people over the cycle, so that a crowd does not march in step
_OF_POSE = {Pose.CROUCH: Gait.CROUCH, Pose.CRAWL: Gait.CRAWL, Pose.DOWN: Gait.DOWN, Pose.SEATED: Gait.SEATED}


def moments(time: float, pose: Bytes, speed: Singles) -> Singles:
    """Return ``(n,)`` which posture of all cycles everybody has; row *i* is agent *i*."""
    gait = np.searchsorted((_STILL, _SLOW, _FAST), speed, side="right")
    for code, posture in _OF_POSE.items():
        gait[pose == int(code)] = int(posture)
    turn = (time / _PERIODS[gait] + _GOLDEN * np.arange(len(pose))) % 1.0
    turn[(speed < _STILL) & (gait != int(Gait.STAND))] = 0.0
    return (_FIRST[gait] + np.floor(turn * _FRAMES[gait])).astype(np.float32)


def all_joints() -> Joints:
    """Return the joints of every posture of every gait, in the order that ``moments`` counts."""
    made = [joints(_posture(gait)) for gait in Gait]
    return Joints(np.concatenate([each.origin for each in made]), np.concatenate([each.angle for each in made]))


def _posture(gait: Gait) -> Posture:
    turn = 2 * np.pi * np.arange(CYCLES[gait].frames) / CYCLES[gait].frames
    match gait:
        case Gait.STAND:
            return _stepping(turn, lean=2, stride=0, lift=0, arm=0, elbow=8)
        case Gait.STROLL:
            return _stepping(turn, lean=3, stride=16, lift=24, arm=12, elbow=14)
        case Gait.WALK:
            return _stepping(turn, lean=5, stride=27, lift=42, arm=26, elbow=20)
        case Gait.RUN:
            return _stepping(turn, lean=16, stride=44, lift=85, arm=48, elbow=85)
        case Gait.CROUCH:
            return _stepping(turn, lean=48, stride=18, lift=10, arm=16, elbow=35, thigh=82, knee=118)
        case Gait.CRAWL:
            return _stepping(turn, lean=79, stride=14, lift=0, arm=16, elbow=24, knee=104)
        case Gait.DOWN:
            return _lying(turn)
        case Gait.SEATED:
            return _stepping(turn, lean=-4, stride=0, lift=0, arm=0, elbow=55, thigh=84, knee=80, reach=18)


def _stepping(
    turn: Floats,
    *,
    lean: float,
    stride: float,
    lift: float,
    arm: float,
    elbow: float,
    thigh: float = 0.0,
    knee: float = 4.0,
    reach: float = 0.0,
) -> Posture:
    """Return legs that swing by ``stride`` round ``thigh``, and arms against them round ``reach``; all in degrees."""
    swing = np.column_stack((np.sin(turn), -np.sin(turn)))
    forwards = np.column_stack((np.cos(turn), -np.cos(turn))).clip(min=0.0)
    degree = np.pi / 180
    return Posture(
        lean=np.full(len(turn), lean * degree),
        thighs=(thigh + stride * swing) * degree,
        knees=(knee + lift * forwards) * degree,
        arms=(reach - arm * swing) * degree,
        elbows=np.full((len(turn), 2), elbow * degree),
    )


def _lying(turn: Floats) -> Posture:
    degree = np.pi / 180
    return Posture(
        lean=np.full(len(turn), 88 * degree),
        thighs=np.tile((-90.0, -76.0), (len(turn), 1)) * degree,
        knees=np.tile((0.0, 24.0), (len(turn), 1)) * degree,
        arms=np.tile((-80.0, 150.0), (len(turn), 1)) * degree,
        elbows=np.tile((0.0, -60.0), (len(turn), 1)) * degree,
        hip=np.full(len(turn), 0.085),
    )
