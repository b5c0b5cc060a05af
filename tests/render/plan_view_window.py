"""What hands do in the plan's window, and what is left when it closes; run by ``test_plan_view_window``.

A process of its own: SDL is one for a whole process.
"""

import gc
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from muster.render.actions import KEYS, apply
from muster.render.frame import Frame
from muster.render.inputs import Closed, Do, Drag, Input, Key, Pick, Scroll, Seek, ShowStorey
from muster.render.panels import panels
from muster.render.plan import Plan
from muster.render.plan.atlas import Atlas
from muster.render.plan.easel import Easel
from muster.render.plan.layout import laid_out
from muster.render.plan.lens import Lens
from muster.render.renderer import RenderError, Settings
from muster.render.view import CameraKind, View
from render.plan_view_samples import END, SPEAKER, UPSTAIRS, WALKER, Playing, first_view

SIZE = (880, 500)
TIME = 20.0
SPECIAL = {
    "space": pygame.K_SPACE,
    "page_up": pygame.K_PAGEUP,
    "page_down": pygame.K_PAGEDOWN,
    "left": pygame.K_LEFT,
    "right": pygame.K_RIGHT,
    "up": pygame.K_UP,
    "down": pygame.K_DOWN,
    "home": pygame.K_HOME,
    "end": pygame.K_END,
    "tab": pygame.K_TAB,
    "f1": pygame.K_F1,
    "backspace": pygame.K_BACKSPACE,
    "escape": pygame.K_ESCAPE,
}


class Window:
    """An open plan, its source, and a view that only changes when a test says so."""

    def __init__(self, view: View) -> None:
        self.source, self.plan, self.view = Playing(), Plan(), view
        self.plan.open(self.source.scene, Settings(*SIZE, offscreen=True))
        self.draw()

    @property
    def frame(self) -> Frame:
        return self.source.frame(self.view.time)

    def draw(self) -> list[Input]:
        frame = self.frame
        return [*self.plan.draw(frame, self.view, panels(self.view, frame, self.source, None))]

    def lens(self, view: View | None = None) -> Lens:
        """Where the storey that is shown lies."""
        shown = view or self.view
        layout = laid_out(SIZE, shows_panels=True)
        return Atlas(self.source.scene).cells(layout.map, shown, self.frame, unit=layout.unit)[0].lens

    def pixel_of(self, agent: int) -> tuple[int, int]:
        x, y, _ = self.frame.position[agent].tolist()
        across, down = self.lens().pixel((x, y))
        return round(across), round(down)

    def press(self, at: tuple[int, int], button: int = 1) -> None:
        pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=at, button=button))

    def release(self, at: tuple[int, int], button: int = 1) -> None:
        pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=at, button=button))

    def move(self, at: tuple[int, int], by: tuple[int, int], button: int = 1) -> None:
        held = tuple(int(button == each) for each in (1, 2, 3))
        pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=by, buttons=held))

    def click(self, at: tuple[int, int]) -> list[Input]:
        self.press(at)
        self.release(at)
        return self.draw()

    def key(self, name: str, *, mod: int = 0, kind: int = pygame.KEYDOWN) -> None:
        code = SPECIAL[name] if name in SPECIAL else ord(name)
        letter = "" if name in SPECIAL else name
        pygame.event.post(pygame.event.Event(kind, key=code, unicode=letter, mod=mod))


@pytest.fixture
def window() -> Iterator[Window]:
    opened = Window(replace(first_view(), time=TIME, playing=False))
    yield opened
    opened.plan.close()


@pytest.mark.parametrize("name", KEYS)
def test_every_key_has_the_name_that_actions_know(window: Window, name: str):
    window.key(name)
    assert window.draw() == [Key(name)]


def test_a_capital_is_the_same_key(window: Window):
    window.key("L")
    assert window.draw() == [Key("l")]


def test_a_key_with_control_is_left_to_the_system(window: Window):
    window.key("q", mod=pygame.KMOD_LCTRL)
    assert window.draw() == []


def test_a_key_held_down_goes_on_moving_the_camera(window: Window):
    for _ in range(3):
        window.key("w")
    assert window.draw() == [Key("w")] * 3


def test_a_key_held_down_does_not_switch_to_and_fro(window: Window):
    for _ in range(3):
        window.key("space")
    assert window.draw() == [Key("space")]
    window.key("space", kind=pygame.KEYUP)
    window.key("space")
    assert window.draw() == [Key("space")]


def test_closing_the_window_is_told(window: Window):
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    assert window.draw() == [Closed()]


@pytest.mark.parametrize("agent", [WALKER, SPEAKER, 7])
def test_a_click_on_somebody_picks_them(window: Window, agent: int):
    assert window.click(window.pixel_of(agent)) == [Pick(agent)]


def test_nobody_is_picked_through_the_ceiling(window: Window):
    assert window.click(window.pixel_of(UPSTAIRS)) == [Pick(None)]


def test_side_by_side_everybody_is_picked_on_their_own_storey(window: Window):
    window.view = replace(window.view, storey=None)
    layout = laid_out(SIZE, shows_panels=True)
    cells = Atlas(window.source.scene).cells(layout.map, window.view, window.frame, unit=layout.unit)
    across, down = cells[1].lens.pixel((20.0, 8.0))
    assert window.click((round(across), round(down))) == [Pick(UPSTAIRS)]


def test_a_hand_that_trembles_still_picks(window: Window):
    x, y = window.pixel_of(WALKER)
    window.press((x, y))
    window.move((x + 2, y + 1), (2, 1))
    window.release((x + 2, y + 1))
    assert window.draw() == [Pick(WALKER)]


@pytest.mark.parametrize("yaw", [1.5707963, 0.4])
@pytest.mark.parametrize("button", [1, 2, 3])
def test_the_map_goes_with_the_hand_that_drags_it(window: Window, button: int, yaw: float):
    window.view = replace(window.view, camera=replace(window.view.camera, yaw=yaw))
    held = window.lens().metres((300, 200))
    window.press((300, 200), button)
    window.move((340, 170), (40, -30), button)
    window.release((340, 170), button)
    (drag,) = window.draw()
    assert isinstance(drag, Drag) and drag.pans
    moved = apply(window.view, drag, window.source, window.frame)
    assert moved is not None
    assert window.lens(moved).metres((340, 170)) == pytest.approx(held, abs=1e-6)


@pytest.mark.parametrize("steps", [1, -2])
def test_the_wheel_keeps_what_lies_under_the_pointer(window: Window, monkeypatch: pytest.MonkeyPatch, steps: int):
    monkeypatch.setattr(pygame.mouse, "get_pos", lambda: (200, 120))
    under, scale, view = window.lens().metres((200, 120)), window.lens().scale, window.view
    pygame.event.post(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=steps))
    given = window.draw()
    assert given[-1] == Scroll(steps)
    for each in given:
        changed = apply(view, each, window.source, window.frame)
        assert changed is not None
        view = changed
    assert (window.lens(view).scale > scale) == (steps > 0)
    assert window.lens(view).metres((200, 120)) == pytest.approx(under, abs=1e-6)


@pytest.mark.parametrize("kind", [CameraKind.FOLLOW, CameraKind.EYES])
def test_the_camera_goes_with_the_selected_person(window: Window, kind: CameraKind):
    camera = replace(window.view.camera, kind=kind)
    window.view = replace(window.view, camera=camera, selected=WALKER)
    x, y = window.pixel_of(WALKER)
    assert window.lens().box.center == pytest.approx((x, y), abs=1.5)


def test_a_map_that_goes_with_somebody_can_be_zoomed_but_not_moved(window: Window):
    camera = replace(window.view.camera, kind=CameraKind.FOLLOW)
    window.view = replace(window.view, camera=camera, selected=WALKER)
    window.press((300, 200))
    window.move((340, 170), (40, -30))
    window.release((340, 170))
    pygame.event.post(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=1))
    assert window.draw() == [Scroll(1.0)]


def test_the_other_pygame_is_told_apart(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pygame, "IS_CE", False)
    with pytest.raises(RenderError, match="pip install --force-reinstall pygame-ce"):
        Plan().open(Playing().scene, Settings(*SIZE, offscreen=True))


def test_a_plan_that_is_not_open_says_so():
    with pytest.raises(RenderError, match="open"):
        Plan().picture()


def _along(y: int, left: int = 0, right: int = SIZE[0]) -> list[tuple[int, int]]:
    return [(x, y) for x in range(left, right, 6)]


def _all(window: Window, places: list[tuple[int, int]]) -> list[Input]:
    return [given for at in places for given in window.click(at)]


def test_the_head_offers_every_storey_and_help(window: Window):
    given = set(_all(window, _along(laid_out(SIZE, shows_panels=True).head.centery)))
    assert given == {ShowStorey(None), ShowStorey(0), ShowStorey(1), Do("help")}


def test_the_foot_offers_buttons_and_a_timeline(window: Window):
    given = _all(window, _along(laid_out(SIZE, shows_panels=True).foot.centery))
    assert {each.action for each in given if isinstance(each, Do)} == {
        *("play", "slower", "faster", "next-event", "last-event")
    }
    sought = [each.time for each in given if isinstance(each, Seek)]
    assert sought == sorted(sought)
    assert (sought[0], sought[-1]) == pytest.approx((0.0, END), abs=0.5)


def test_the_slider_follows_the_hand_and_lets_go(window: Window):
    y = laid_out(SIZE, shows_panels=True).foot.centery
    window.press((300, y))
    window.move((400, y - 90), (100, -90))
    window.release((400, y - 90))
    window.move((500, y), (100, 0))
    given = window.draw()
    assert [type(each) for each in given] == [Seek, Seek]
    first, second = (each.time for each in given if isinstance(each, Seek))
    assert second > first


def test_a_click_on_a_panel_is_not_meant_for_the_map(window: Window):
    assert window.click(laid_out(SIZE, shows_panels=True).side.center) == []


def test_without_panels_their_buttons_are_gone_and_the_map_is_everywhere(window: Window):
    window.view = replace(window.view, shows_panels=False)
    assert set(_all(window, _along(SIZE[1] - 10))) == {Pick(None)}


def test_an_intruder_elsewhere_is_told_and_leads_there(window: Window):
    window.view = replace(window.view, storey=1)
    top = window.lens().box.top
    assert ShowStorey(0) in _all(window, [(x, top + 14) for x in range(200, 420, 6)])


def test_a_window_that_is_resized_is_filled(window: Window):
    pygame.display.set_mode((640, 400))
    window.draw()
    assert window.plan.picture().shape == (400, 640, 3)


@pytest.mark.parametrize("size", [(64, 64), (200, 120), (320, 180), (640, 360), (3840, 2160)])
def test_any_size_can_be_drawn(size: tuple[int, int]):
    source, plan = Playing(), Plan()
    plan.open(source.scene, Settings(*size, offscreen=True))
    for storey in (None, 0, 1):
        view = replace(first_view(), time=TIME, storey=storey, shows_help=True, shows_density=True, shows_sight=True)
        frame = source.frame(TIME)
        plan.draw(frame, view, panels(view, frame, source, None, "something is lost"))
    assert plan.picture().shape == (size[1], size[0], 3)
    plan.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_opening_and_closing_thirty_times_leaves_nothing():
    def once() -> None:
        Window(replace(first_view(), time=TIME, storey=None, shows_sight=True, shows_density=True)).plan.close()

    def held() -> tuple[int, int, int]:
        gc.collect()
        easels = sum(isinstance(each, Easel) for each in gc.get_objects())
        return easels, len([*Path("/proc/self/fd").iterdir()]), threading.active_count()

    def resident() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

    for _ in range(5):
        once()
    before, memory = held(), resident()
    for _ in range(30):
        once()
    assert held() == before
    assert before[0] == 0
    assert resident() - memory < 10_000_000
    assert not pygame.display.get_init()
