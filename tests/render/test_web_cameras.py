"""Cameras of those who watch in browsers: everybody's own, but for what is set for all."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray
from viser import ViserServer

from muster.render.camera import home
from muster.render.testing import SampleSource
from muster.render.view import CameraKind, View
from muster.render.web.cameras import Cameras

SOURCE = SampleSource()
FRAME = SOURCE.frame(0.0)
HOME = home(SOURCE.scene)


@dataclass
class FakeCamera:
    position: NDArray[np.float64] = field(default_factory=lambda: np.zeros(3))
    look_at: NDArray[np.float64] = field(default_factory=lambda: np.zeros(3))
    aspect: float = 1.8
    fov: float = 1.0


@dataclass
class FakeBrowser:
    client_id: int
    camera: FakeCamera = field(default_factory=FakeCamera)

    def atomic(self) -> AbstractContextManager[None]:
        return nullcontext()

    @property
    def reach(self) -> float:
        """Metres to what it looks at."""
        return float(np.linalg.norm(self.camera.look_at - self.camera.position))


class FakeServer:
    def __init__(self, *browsers: FakeBrowser) -> None:
        self.browsers = {browser.client_id: browser for browser in browsers}
        self.initial_camera = FakeCamera()

    def get_clients(self) -> dict[int, FakeBrowser]:
        return dict(self.browsers)


def cameras_of(*browsers: FakeBrowser) -> Cameras:
    return Cameras(cast(ViserServer, FakeServer(*browsers)), SOURCE.scene)


def test_a_browser_begins_with_the_common_view():
    browser = FakeBrowser(0)
    cameras_of(browser).draw(HOME, FRAME)
    assert browser.camera.look_at == pytest.approx(HOME.camera.target, abs=1e-3)
    assert browser.reach == pytest.approx(HOME.camera.distance)


def test_a_narrow_window_looks_from_further_off():
    wide, narrow = FakeBrowser(0), FakeBrowser(1, FakeCamera(aspect=0.5))
    cameras_of(wide, narrow).draw(HOME, FRAME)
    assert narrow.reach > 2 * wide.reach


@pytest.mark.parametrize("is_touched", [False, True])
def test_a_window_of_another_shape_is_fitted_anew_until_its_user_has_turned_the_camera(is_touched: bool):
    browser = FakeBrowser(0)
    cameras = cameras_of(browser)
    cameras.draw(HOME, FRAME)
    before = browser.reach
    browser.camera.aspect = 0.5
    if is_touched:
        browser.camera.position = browser.camera.position + 5.0
        before = browser.reach
    cameras.draw(HOME, FRAME)
    assert (browser.reach == before) is is_touched


def test_setting_one_browsers_camera_leaves_the_others_alone():
    one, other = FakeBrowser(0), FakeBrowser(1)
    cameras = cameras_of(one, other)
    cameras.draw(HOME, FRAME)
    before = other.camera.position.copy()
    cameras.set(0, CameraKind.TOP, HOME, FRAME)
    cameras.draw(HOME, FRAME)
    assert one.camera.position[:2] == pytest.approx(HOME.camera.target[:2], abs=0.01 * one.reach)
    assert (other.camera.position == before).all()


def test_a_camera_that_follows_goes_along_and_stands_still_for_nobody():
    browser = FakeBrowser(0)
    cameras, view = cameras_of(browser), replace(HOME, selected=2)
    cameras.draw(view, FRAME)
    cameras.set(0, CameraKind.FOLLOW, view, FRAME)
    behind = browser.camera.position.copy()
    assert np.linalg.norm(behind - FRAME.position[2]) < 6.0
    cameras.draw(view, SOURCE.frame(8.0))
    assert not np.allclose(browser.camera.position, behind)
    browser.camera.position = mine = np.array([1.0, 2.0, 3.0])
    cameras.draw(replace(view, selected=None), SOURCE.frame(9.0))
    assert browser.camera.position is mine


def test_a_change_of_the_common_view_moves_everybody():
    browser = FakeBrowser(0)
    cameras = cameras_of(browser)
    cameras.draw(HOME, FRAME)
    browser.camera.position = np.array([1.0, 2.0, 3.0])
    moved: View = replace(HOME, camera=replace(HOME.camera, yaw=0.0))
    cameras.draw(moved, FRAME)
    assert browser.camera.look_at == pytest.approx(HOME.camera.target, abs=1e-3)


def test_labels_are_for_what_the_first_browser_looks_at_or_who_is_selected():
    browser = FakeBrowser(0)
    cameras = cameras_of(browser)
    browser.camera.look_at = np.array([1.0, 2.0, 0.0])
    assert cameras.focus(HOME, FRAME).middle == pytest.approx((1.0, 2.0, 0.0))
    assert cameras.focus(replace(HOME, selected=3), FRAME).middle == pytest.approx(FRAME.position[3])
