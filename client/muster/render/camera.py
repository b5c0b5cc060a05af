"""Where a camera stands and looks: one geometry for all renderers in 3D, and a first view of a building."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from muster.recording.codes import Pose
from muster.render.frame import Frame, Singles
from muster.render.scene import Scene
from muster.render.view import FAR, NEAR, Camera, CameraKind, View
from muster.scenario.building import RegionKind

FIELD_OF_VIEW = math.radians(50)  # from the lower to the upper edge of the picture
EYES_FIELD = math.radians(75)
_ASPECT = 16 / 9  # of most windows
_MARGIN = 1.3  # around a building that is seen whole; what is near looks larger
_NEAR_BY = 30.0  # metres from somebody who is looked at, at most
_BEHIND, _OVER = 4.0, 2.6  # metres behind and above whoever is followed
_EYE_SHARE = {int(Pose.CROUCH): 0.62, int(Pose.CRAWL): 0.35, int(Pose.DOWN): 0.1, int(Pose.SEATED): 0.7}
_STANDING_EYES = 0.93  # of the stature


@dataclass(frozen=True)
class Eye:
    """A camera in place.

    Attributes:
        position: ``(3,)`` metres.
        forward, up: ``(3,)`` unit vectors at right angles.
        field: radians from the lower to the upper edge of the picture.
    """

    position: NDArray[np.float64]
    forward: NDArray[np.float64]
    up: NDArray[np.float64]
    field: float = FIELD_OF_VIEW


def eye(view: View, frame: Frame, scene: Scene) -> Eye:
    """Return where the camera of ``view`` is; with nobody selected, those that need somebody orbit."""
    camera, who = view.camera, view.selected
    if who is not None and camera.kind is CameraKind.EYES:
        return _with_eyes_of(who, frame, scene)
    if who is not None and camera.kind is CameraKind.FOLLOW:
        return _behind(who, camera, frame)
    if camera.kind is CameraKind.FLY:
        forward = _direction(camera.yaw, camera.pitch)
        return Eye(np.array(camera.target), forward, _up(forward, camera.yaw))
    pitch = math.pi / 2 if camera.kind is CameraKind.TOP else camera.pitch
    forward = _direction(camera.yaw, pitch)
    return Eye(np.array(camera.target) - camera.distance * forward, forward, _up(forward, camera.yaw))


def home(scene: Scene, *, kind: CameraKind = CameraKind.ORBIT) -> View:
    """Return a first view: the whole building from its long side, its lowest storey when there are several."""
    inside = [region for region in scene.building.regions if region.kind is not RegionKind.OUTSIDE]
    points = np.array([point for region in inside or scene.building.regions for point in region.polygon])
    low, high = points.min(axis=0), points.max(axis=0)
    middle = (low + high) / 2
    width, depth = high - low
    looks_east = kind is CameraKind.ORBIT and depth > 1.2 * width  # along the short side
    width, depth = (depth, width) if looks_east else (width, depth)
    shown = max(width / _ASPECT, depth * math.sin(Camera().pitch)) * _MARGIN
    distance = min(max(float(shown) / (2 * math.tan(FIELD_OF_VIEW / 2)), NEAR), FAR)
    target = (float(middle[0]), float(middle[1]), float(scene.elevation.min()))
    storey = 0 if len(scene.building.storeys) > 1 else None
    yaw = 0.0 if looks_east else Camera().yaw
    return View(camera=Camera(kind, target, distance, yaw), storey=storey)


def near(view: View, agent: int, frame: Frame) -> View:
    """Return ``view`` with ``agent`` selected and in the middle of the picture, on their storey."""
    x, y, z = (float(part) for part in frame.position[agent])
    camera = replace(view.camera, target=(x, y, z), distance=min(view.camera.distance, _NEAR_BY))
    storey = None if view.storey is None else int(frame.storey[agent])
    return replace(view, selected=agent, camera=camera, storey=storey)


def turned(camera: Camera, kind: CameraKind) -> Camera:
    """Return ``camera`` as another kind that shows the same: a flying one stands where its target is."""
    way = camera.distance * _direction(camera.yaw, camera.pitch)
    target = np.array(camera.target)
    if kind is CameraKind.FLY and camera.kind is not CameraKind.FLY:
        target = target - way
    elif kind is not CameraKind.FLY and camera.kind is CameraKind.FLY:
        target = target + way
    x, y, z = (float(part) for part in target)
    return replace(camera, kind=kind, target=(x, y, z))


def followed(view: View, frame: Frame) -> View:
    """Return ``view`` on the storey of whoever its camera goes with."""
    goes_with = view.camera.kind in (CameraKind.FOLLOW, CameraKind.EYES)
    if view.selected is None or view.storey is None or not goes_with:
        return view
    return replace(view, storey=int(frame.storey[view.selected]))


def nearest_to_ray(eye: Eye, ray: NDArray[np.float64], feet: Singles, stature: Singles) -> int | None:
    """Return who a ray from ``eye`` hits first, or None: capsules of 0.35 m; ``ray`` ``(3,)`` is a unit vector."""
    middle = feet.astype(np.float64) + np.array([0.0, 0.0, 0.5]) * stature[:, None]
    way = middle - eye.position
    along = way @ ray
    off = way - along[:, None] * ray
    hit = (along > 0.1) & (np.hypot(off[:, 0], off[:, 1]) < 0.35) & (np.abs(off[:, 2]) < 0.55 * stature)
    candidates = np.flatnonzero(hit)
    return int(candidates[np.argmin(along[candidates])]) if len(candidates) else None


def eyes_of(who: int, frame: Frame, stature: float, yaw: float, pitch: float) -> Eye:
    """Return the eyes of somebody ``stature`` metres tall who looks along ``yaw`` and down by ``pitch`` radians."""
    share = _EYE_SHARE.get(int(frame.pose[who]), _STANDING_EYES)
    position = frame.position[who].astype(np.float64) + np.array([0.0, 0.0, share * stature])
    forward = _direction(yaw, pitch)
    return Eye(position, forward, _up(forward, yaw), EYES_FIELD)


def _with_eyes_of(who: int, frame: Frame, scene: Scene) -> Eye:
    return eyes_of(who, frame, float(scene.stature[who]), float(frame.heading[who]), 0.05)


def _behind(who: int, camera: Camera, frame: Frame) -> Eye:
    """Return a camera behind somebody; dragging turns it around them."""
    yaw = float(frame.heading[who]) + camera.yaw - math.pi / 2
    feet = frame.position[who].astype(np.float64)
    position = feet + np.array([-_BEHIND * math.cos(yaw), -_BEHIND * math.sin(yaw), _OVER])
    forward = feet + np.array([0.0, 0.0, 1.2]) - position
    forward /= np.linalg.norm(forward)
    return Eye(position, forward, _up(forward, yaw))


def _direction(yaw: float, pitch: float) -> NDArray[np.float64]:
    flat = math.cos(pitch)
    return np.array([flat * math.cos(yaw), flat * math.sin(yaw), -math.sin(pitch)])


def _up(forward: NDArray[np.float64], yaw: float) -> NDArray[np.float64]:
    right = np.array([math.sin(yaw), -math.cos(yaw), 0.0])
    return np.cross(right, forward)
