"""Keys, drags and clicks: what they make of a view, whatever renderer they come from."""

import math
from dataclasses import replace

import pytest

from muster.render.actions import BINDINGS, KEYS, Action, act, apply
from muster.render.camera import eye, followed, home, near
from muster.render.inputs import Closed, Do, Drag, Input, Key, Pick, Scroll, Seek, ShowStorey
from muster.render.testing import SampleSource
from muster.render.view import FAR, HIGH, NEAR, SPEEDS, Above, CameraKind, View

SOURCE = SampleSource()


class LiveSource(SampleSource):
    is_live = True


def after(view: View, *given: Input, source: SampleSource = SOURCE) -> View:
    for each in given:
        changed = apply(view, each, source, source.frame(view.time))
        assert changed is not None
        view = changed
    return view


def test_every_action_has_a_key_and_no_key_has_two():
    assert set(BINDINGS) == set(Action)
    assert len(KEYS) == sum(len(binding.keys) for binding in BINDINGS.values())


@pytest.mark.parametrize("action", Action)
def test_every_action_does_something_or_closes(action: Action):
    view = replace(home(SOURCE.scene), time=2.0, selected=3, storey=0, shows_help=True)
    changed = act(view, action, SOURCE, SOURCE.frame(2.0))
    expects_none = action is Action.QUIT
    assert (changed is None) is expects_none
    assert changed != view or action is Action.ORBIT or action is Action.STOREY_DOWN


def test_unknown_keys_do_nothing():
    view = home(SOURCE.scene)
    assert after(view, Key("f12")) == view


def test_closing_closes():
    assert apply(View(), Closed(), SOURCE, SOURCE.frame(0)) is None
    assert apply(View(), Key("q"), SOURCE, SOURCE.frame(0)) is None


def test_playing_at_the_end_begins_again():
    view = after(View(time=SOURCE.end, playing=False), Key("space"))
    assert (view.time, view.playing) == (0.0, True)


def test_seeking_stays_within_the_recording():
    assert after(View(), Seek(-3.0)).time == 0.0
    assert after(View(), Seek(1e6)).time == SOURCE.end


def test_a_single_step_pauses():
    view = after(View(time=1.0), Key("."))
    assert (round(view.time, 6), view.playing) == (1.1, False)


def test_speeds_stop_at_the_ends():
    assert after(View(), *[Key("+")] * 20).speed == SPEEDS[-1]
    assert after(View(), *[Key("-")] * 20).speed == SPEEDS[0]


def test_events_of_weight_are_jumped_to_in_turn():
    view = after(View(), Key("n"), Key("n"))
    assert view.time == 3.0  # the alarm at 1 s, the threat at 3 s; talk in between does not count
    assert after(view, Key("b")).time == 1.0


def test_a_live_run_is_held_not_the_picture():
    live = LiveSource()
    view = after(View(time=live.end, at_live_edge=True), Key("space"), source=live)
    assert (view.holds_run, view.playing) == (True, True)
    stepped = after(view, Key("."), source=live)
    assert (stepped.holds_run, stepped.steps) == (True, 1)


def test_going_back_leaves_the_live_edge_and_the_end_leads_back_to_it():
    live = LiveSource()
    view = after(View(time=live.end, at_live_edge=True), Key("left"), source=live)
    assert not view.at_live_edge
    assert after(view, Key("end"), source=live).at_live_edge


def test_storeys_are_gone_through_up_to_all_of_them():
    view = replace(home(SOURCE.scene), storey=0)
    assert [after(view, *[Key("page_up")] * n).storey for n in range(4)] == [0, 1, None, None]
    assert after(view, ShowStorey(1)).storey == 1


def test_storeys_above_are_hidden_then_ghosts_then_shown():
    view = View()
    assert [after(view, *[Key("g")] * n).above for n in range(4)] == [Above.HIDE, Above.GHOST, Above.SHOW, Above.HIDE]


def test_picking_somebody_shows_their_storey():
    view = replace(home(SOURCE.scene), storey=0)
    assert after(view, Pick(4)).storey == 1
    assert after(view, Pick(None)).selected is None


def test_letting_go_of_somebody_ends_following_them():
    view = after(home(SOURCE.scene), Pick(2), Key("4"), Key("escape"))
    assert (view.selected, view.camera.kind) == (None, CameraKind.ORBIT)


def test_following_without_anybody_follows_the_first():
    assert after(home(SOURCE.scene), Key("4")).selected == 0


def test_following_goes_along_to_another_storey():
    view = replace(home(SOURCE.scene), storey=0, selected=4)
    view = replace(view, camera=replace(view.camera, kind=CameraKind.EYES))
    assert followed(view, SOURCE.frame(0.0)).storey == 1


def test_tab_goes_round_everybody():
    people = len(SOURCE.scene.people)
    assert after(View(), *[Key("tab")] * (people + 1)).selected == 0
    assert after(View(), Key("backspace")).selected == people - 1


def test_the_wheel_comes_near_and_stops_there():
    assert after(View(), *[Scroll(1)] * 200).camera.distance == NEAR
    assert after(View(), *[Scroll(-1)] * 200).camera.distance == FAR


def test_a_drag_never_turns_the_camera_over():
    assert after(View(), *[Drag(0.0, -1.0)] * 5).camera.pitch == HIGH


def test_a_panned_point_stays_under_the_pointer_from_above():
    """Dragging right by a share of the height moves the ground right, so the camera goes left."""
    view = after(View(), Drag(0.5, 0.0, pans=True))
    assert view.camera.target[0] == pytest.approx(-0.5 * view.camera.distance)


def test_buttons_do_what_keys_do():
    view = home(SOURCE.scene)
    assert after(view, Do("names")) == after(view, Key("l"))


@pytest.mark.parametrize("kind", CameraKind)
def test_cameras_look_along_unit_vectors_at_right_angles(kind: CameraKind):
    view = replace(home(SOURCE.scene), selected=1)
    view = replace(view, camera=replace(view.camera, kind=kind))
    placed = eye(view, SOURCE.frame(5.0), SOURCE.scene)
    assert math.isclose(float(placed.forward @ placed.forward), 1.0)
    assert math.isclose(float(placed.up @ placed.up), 1.0)
    assert abs(float(placed.forward @ placed.up)) < 1e-9


def test_to_fly_begins_where_the_camera_was_and_back_again_shows_the_same():
    view = home(SOURCE.scene)
    flying = after(view, Key("2"))
    before, now = (eye(each, SOURCE.frame(0.0), SOURCE.scene) for each in (view, flying))
    assert now.position == pytest.approx(before.position)
    assert now.forward == pytest.approx(before.forward)
    assert after(flying, Key("1")).camera.target == pytest.approx(view.camera.target)


def test_somebody_who_is_looked_for_is_in_the_middle_of_the_picture_on_their_storey():
    view = near(home(SOURCE.scene), 4, SOURCE.frame(2.0))
    assert (view.selected, view.storey) == (4, 1)
    assert view.camera.target == pytest.approx(SOURCE.frame(2.0).position[4])


def test_an_orbiting_camera_looks_at_its_target():
    view = home(SOURCE.scene)
    placed = eye(view, SOURCE.frame(0.0), SOURCE.scene)
    assert placed.position + view.camera.distance * placed.forward == pytest.approx(view.camera.target)
