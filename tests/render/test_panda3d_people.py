"""Who Panda3D draws, how finely, and how they hold themselves; no window is opened."""

from dataclasses import replace

import numpy as np
import pytest

from muster.recording.codes import Pose
from muster.render.camera import eye, home, nearest_to_ray
from muster.render.frame import Singles
from muster.render.panda3d.people.chair import chair
from muster.render.panda3d.people.figure import Figure, far_figure, near_figure, posed, speck_figure
from muster.render.panda3d.people.gaits import CYCLES, Gait, all_joints, moments
from muster.render.panda3d.people.packing import Detail, Finesse, Shown, shown
from muster.render.panda3d.sight import Sight
from muster.render.testing import SampleSource
from muster.render.view import Above, CameraKind, View

FINESSE = Finesse(near=90.0, far=16.0)
FIRST = np.cumsum([0, *(CYCLES[gait].frames for gait in Gait)])


def looked(source: SampleSource, view: View) -> tuple[Shown, Sight]:
    frame = source.frame(6.0)
    sight = Sight(eye(view, frame, source.scene), 960, 540)
    return shown(frame, view, source.scene, sight, FINESSE), sight


def height(gait: Gait) -> float:
    """Of the crown above the floor, as a share of the stature."""
    corner, _ = posed(near_figure(), all_joints())
    return float(corner[FIRST[gait], :, 2].max())


@pytest.mark.parametrize("figure", [near_figure(), far_figure(), speck_figure()])
def test_bodies_are_closed_and_face_outwards_in_every_posture(figure: Figure):
    corner, _ = posed(figure, all_joints())
    a, b, c = (corner[:, figure.triangles[:, k].astype(np.intp)] for k in range(3))
    volume = np.einsum("fti,fti->f", a, np.cross(b, c)) / 6
    assert (volume > 0.004).all()  # of the cube of the stature; 70 kg at 1.72 m are 0.014
    assert (volume < 0.03).all()


def test_feet_stand_on_the_floor_and_nobody_sinks_into_it():
    corner, _ = posed(near_figure(), all_joints())
    low = corner[..., 2].min(axis=1)
    assert low.min() > -0.05
    standing = slice(FIRST[Gait.STAND], FIRST[Gait.CROUCH])
    assert np.abs(low[standing]).max() < 0.04


def test_postures_differ_in_height():
    assert height(Gait.STAND) == pytest.approx(1.0, abs=0.02)
    assert height(Gait.WALK) == pytest.approx(1.0, abs=0.02)
    assert height(Gait.STAND) > height(Gait.SEATED) > height(Gait.CROUCH) > height(Gait.CRAWL) > height(Gait.DOWN)


def test_coarser_bodies_have_fewer_corners():
    near, far, speck = (len(figure.local) for figure in (near_figure(), far_figure(), speck_figure()))
    assert near > 2 * far > 2 * speck
    assert far <= 84


def test_a_wheelchair_fits_below_its_user():
    corners = chair().reshape(-1, 3)
    assert corners[:, 2].min() == pytest.approx(0.0, abs=1e-6)
    assert corners[:, 2].max() < height(Gait.SEATED)


def gait_of(pose: Pose, speed: float, time: float = 1.0) -> Gait:
    moment = moments(time, np.array([pose], np.uint8), np.array([speed], np.float32))[0]
    return Gait(int(np.searchsorted(FIRST, moment, side="right")) - 1)


def test_speed_and_pose_tell_how_somebody_moves():
    gaits = [gait_of(Pose.STAND, speed) for speed in (0.0, 0.5, 1.3, 3.0)]
    assert gaits == [Gait.STAND, Gait.STROLL, Gait.WALK, Gait.RUN]
    fast = [gait_of(pose, 3.0) for pose in (Pose.CROUCH, Pose.CRAWL, Pose.DOWN, Pose.SEATED)]
    assert fast == [Gait.CROUCH, Gait.CRAWL, Gait.DOWN, Gait.SEATED]


def test_who_walks_goes_through_the_whole_cycle_and_who_stands_does_not():
    pose, times = np.zeros(1, np.uint8), np.linspace(0.0, CYCLES[Gait.WALK].period, 200, endpoint=False)
    walking = {float(moments(time, pose, np.array([1.3], np.float32))[0]) for time in times}
    assert walking == set(range(FIRST[Gait.WALK], FIRST[Gait.RUN]))
    assert len({float(moments(time, pose, np.zeros(1, np.float32))[0]) for time in times}) == 1


def test_a_crowd_does_not_march_in_step():
    pose, speed = np.zeros(50, np.uint8), np.full(50, 1.3, np.float32)
    assert len(np.unique(moments(2.0, pose, speed))) > 15


def test_only_those_in_the_picture_are_drawn():
    source = SampleSource()
    close = replace(home(source.scene), storey=None)
    away = replace(close, camera=replace(close.camera, target=(500.0, 500.0, 0.0)))
    assert len(looked(source, close)[0].agents) > 15
    assert len(looked(source, away)[0].agents) == 0


def test_everybody_within_the_edges_is_drawn():
    """Culling may draw somebody too many, never one too few."""
    source = SampleSource(200)
    view = replace(home(source.scene), storey=None)
    people, sight = looked(source, view)
    places = [sight.projected(feet + np.array((0, 0, 0.9), np.float32)) for feet in source.frame(6.0).position]
    inside = {agent for agent, (x, y, z) in enumerate(places) if z > 0 and max(abs(x), abs(y)) < 1}
    assert 20 < len(inside) < 200
    assert inside <= set(people.agents.tolist())


def test_storeys_above_are_hidden_ghosts_or_shown():
    source = SampleSource()
    far = home(source.scene).camera
    view = replace(home(source.scene), storey=0, camera=replace(far, distance=60.0))
    upstairs = {agent for agent in range(24) if agent % 5 == 4}
    hidden, ghosts, all_shown = (looked(source, replace(view, above=above))[0] for above in Above)
    assert not upstairs & set(hidden.agents.tolist())
    assert set(ghosts.agents[-len(upstairs) :].tolist()) == upstairs
    assert ghosts.counts[Detail.GHOST] == len(upstairs)
    assert (ghosts.rows[-len(upstairs) :, 2, 3] < 1).all()
    assert (all_shown.counts[Detail.GHOST], len(all_shown.agents)) == (0, 24)


def test_rows_come_in_order_of_detail():
    source = SampleSource()
    view = replace(home(source.scene), storey=None, selected=0)
    people, _ = looked(source, replace(view, camera=replace(view.camera, kind=CameraKind.FOLLOW)))
    assert sum(people.counts) == len(people.agents)
    near, far = people.counts[Detail.NEAR], people.counts[Detail.FAR]
    assert near > 0
    assert (people.pixels[:near] > FINESSE.near).all()
    assert (people.pixels[near : near + far] > FINESSE.far).all()


def test_nobody_sees_the_inside_of_their_head():
    source = SampleSource()
    view = replace(home(source.scene), selected=3)
    eyes, _ = looked(source, replace(view, camera=replace(view.camera, kind=CameraKind.EYES)))
    assert 3 not in eyes.agents.tolist()


def test_a_ray_through_somebody_in_the_picture_hits_them():
    source = SampleSource()
    view = replace(home(source.scene), storey=None)
    people, sight = looked(source, view)
    feet, stature = source.frame(6.0).position, source.scene.stature
    hits = 0
    for agent in people.agents.tolist():
        x, y, _ = sight.projected(feet[agent] + np.array((0, 0, 0.5 * stature[agent]), np.float32))
        hit = nearest_to_ray(sight.eye, sight.ray(x, y), feet, stature)
        assert hit is not None
        hits += hit == agent  # somebody else may stand in front
    assert hits > 0.7 * len(people.agents)


@pytest.mark.parametrize("point", [(0.0, 0.0), (0.5, -0.25), (-0.9, 0.9)])
def test_rays_and_projections_undo_each_other(point: tuple[float, float]):
    source = SampleSource()
    sight = Sight(eye(home(source.scene), source.frame(0.0), source.scene), 1600, 900)
    there: Singles = (sight.eye.position + 7.0 * sight.ray(*point)).astype(np.float32)
    assert sight.projected(there)[:2] == pytest.approx(point, abs=1e-4)
