"""What a click, a drag and the wheel do over the HUD's widgets, and that they hold the pointer."""

import math
from dataclasses import replace

import pytest
from direct.showbase.MessengerGlobal import messenger

from muster.render.actions import Action
from muster.render.inputs import Do, Seek, ShowStorey
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.sheet import Button, Scroller, Slider
from muster.render.view import View
from render.hud_samples import KEYS, SIZES, Shown, panels


def button(shown: Shown, gives: object) -> Box:
    found = [zone.box for zone in shown.hud.screen.zones() if isinstance(zone, Button) and zone.gives == gives]
    assert len(found) == 1, gives
    return found[0]


def slider(shown: Shown) -> Box:
    return next(zone.box for zone in shown.hud.screen.zones() if isinstance(zone, Slider))


def scrollers(shown: Shown) -> list[Scroller]:
    return [zone for zone in shown.hud.screen.zones() if isinstance(zone, Scroller)]


def middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def seconds(shown: Shown) -> list[float]:
    """Return what is sought since the last look."""
    return [given.time for given in shown.hud.inputs() if isinstance(given, Seek)]


def listed(shown: Shown) -> list[int | None]:
    buttons = [zone.gives for zone in shown.hud.screen.zones() if isinstance(zone, Button)]
    return [gives.storey for gives in buttons if isinstance(gives, ShowStorey)]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_click_on_the_middle_of_the_slider_seeks_to_the_middle(size: tuple[int, int]):
    shown = Shown(panels(end=60.0), size=size)
    (given,) = shown.click(*middle(slider(shown)))
    assert isinstance(given, Seek)
    assert given.time == pytest.approx(30.0)


def test_the_ends_of_the_slider_are_the_start_and_whatever_the_end_will_be():
    shown = Shown(panels(end=60.0))
    box = slider(shown)
    assert shown.click(box.left, box.top + 2) == [Seek(0.0)]
    assert shown.click(box.right - 0.5, box.top + 2) == [Seek(math.inf)]


def test_dragging_seeks_wherever_the_pointer_goes_until_it_is_released():
    shown = Shown(panels(end=60.0))
    box, pointer = slider(shown), shown.hud.pointer
    pointer.move((box.left + 0.25 * box.width, box.top + 2))
    pointer.press()
    assert seconds(shown) == pytest.approx([15.0])
    pointer.move((box.left + 0.75 * box.width, 10.0))  # far above the slider
    shown.draw()
    assert seconds(shown) == pytest.approx([45.0])
    pointer.release()
    shown.hud.inputs()
    pointer.move((box.left, 300.0))
    shown.draw()
    assert shown.hud.inputs() == []


def test_while_the_slider_is_held_its_moment_is_kept_even_if_time_goes_on():
    shown = Shown(panels(end=60.0))
    shown.hud.pointer.move(middle(slider(shown)))
    shown.hud.pointer.press()
    for _ in range(3):
        shown.hud.inputs()
        shown.draw()
        assert seconds(shown) == pytest.approx([30.0])


def test_the_end_of_a_drag_over_the_building_is_not_a_click_on_it():
    shown = Shown(panels())
    shown.hud.pointer.move(middle(slider(shown)))
    shown.hud.pointer.press()
    shown.hud.pointer.move((640.0, 200.0))
    assert shown.hud.holds_pointer()
    shown.hud.pointer.release()
    assert shown.hud.holds_pointer()
    shown.draw()
    assert not shown.hud.holds_pointer()


@pytest.mark.parametrize("storey", [None, 0, 1, 2])
def test_a_click_on_a_storey_chooses_it(storey: int | None):
    shown = Shown(panels())
    assert shown.click(*middle(button(shown, ShowStorey(storey)))) == [ShowStorey(storey)]


def test_storeys_are_listed_from_the_highest_down_after_all_of_them():
    assert listed(Shown(panels())) == [None, 2, 1, 0]


def test_where_there_is_one_storey_there_is_nothing_to_choose():
    assert listed(Shown(panels(), storeys=1)) == []


def test_a_long_list_shows_the_storey_looked_at():
    shown = Shown(panels(), storeys=40)
    for storey in (0, 39, 17):
        shown.draw(replace(shown.view, storey=storey))
        assert storey in listed(shown)
        assert None in listed(shown)


def test_arrows_and_wheel_scroll_a_long_list_and_stop_at_its_ends():
    shown = Shown(panels(), View(storey=39), storeys=40)
    top = listed(shown)
    assert top[1] == 39
    down = scrollers(shown)[-1]
    shown.click(*middle(down.box))
    shown.draw()
    assert listed(shown)[1] == 39 - down.rows
    shown.hud.pointer.move(middle(button(shown, ShowStorey(39 - down.rows))))
    shown.hud.pointer.turn_wheel(1)
    shown.draw()
    assert listed(shown)[1] == 40 - down.rows
    shown.hud.pointer.turn_wheel(100)
    shown.draw()
    assert listed(shown) == top
    shown.hud.pointer.turn_wheel(-100)
    shown.draw()
    assert listed(shown)[-1] == 0


def test_the_wheel_elsewhere_scrolls_no_list():
    shown = Shown(panels(), View(storey=39), storeys=40)
    top = listed(shown)
    shown.hud.pointer.move((640.0, 300.0))
    shown.hud.pointer.turn_wheel(-1)
    shown.draw()
    assert listed(shown) == top


@pytest.mark.parametrize(
    "action", [Action.PLAY, Action.STEP, Action.STEP_BACK, Action.NEXT_EVENT, Action.SLOWER, Action.FASTER, Action.HELP]
)
def test_buttons_do_what_they_show(action: Action):
    shown = Shown(panels())
    assert shown.click(*middle(button(shown, Do(action.value)))) == [Do(action.value)]


def test_the_cross_of_the_why_panel_selects_nobody():
    shown = Shown(panels())
    assert shown.click(*middle(button(shown, Do("nobody")))) == [Do("nobody")]


def test_help_covers_what_is_below_it():
    shown = Shown(panels(help=KEYS))
    help_zones = shown.hud.screen.sheets()["help"].zones
    x, y = help_zones[0].box.left + 3, help_zones[0].box.bottom - 3
    assert shown.click(x, y) == []
    assert shown.hud.holds_pointer()


def test_the_pointer_is_free_over_the_building_and_held_over_panels():
    shown = Shown(panels())
    for place, is_held in (((640.0, 300.0), False), ((60.0, 80.0), True), ((1200.0, 200.0), True), (None, False)):
        shown.hud.pointer.move(place)
        assert shown.hud.holds_pointer() is is_held


def test_hidden_panels_hold_nothing():
    shown = Shown(panels())
    shown.draw(View(shows_panels=False))
    shown.hud.pointer.move((60.0, 80.0))
    assert not shown.hud.holds_pointer()


def test_over_the_timeline_it_tells_when_and_what():
    shown = Shown(panels(end=60.0))
    box = slider(shown)
    shown.hud.pointer.move((box.left + box.width * 9 / 60, box.top + 2))
    shown.draw()
    assert [words.text for words in shown.hud.screen.sheets()["hint"].words] == ["0:09.0 the alarm sounds"]


def test_mouse_events_of_panda3d_arrive_until_the_hud_is_closed():
    shown = Shown(panels(end=60.0), has_mouse=True)
    send = messenger.send
    x, y = middle(slider(shown))
    shown.glass.mouse = (2 * x / 1280 - 1, 1 - 2 * y / 720)
    assert shown.hud.holds_pointer()
    send("mouse1")
    send("mouse1-up")
    assert seconds(shown) == pytest.approx([30.0])
    shown.hud.close()
    send("mouse1")
    assert shown.hud.inputs() == []
    assert shown.glass.render2d.get_num_children() == 0
