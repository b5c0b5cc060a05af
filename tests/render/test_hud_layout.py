"""Nothing of the HUD overlaps or leaves the picture, whatever it has to show and however large the picture is."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest

from muster.render.captions import BY_CHANCE
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.sheet import Button, Ground, extent
from muster.render.panels import Panels
from muster.render.story import Choice
from muster.render.view import View
from render.hud_samples import KEYS, LONG, SIZES, Shown, full, panels, story

ODD_SIZES = ((640, 360), (641, 359), (480, 270), (800, 600), (3840, 2160))
SMALL_SIZES = ((480, 270), (641, 359), (320, 180))
EVERYTHING = [pytest.param(panels, id="few"), pytest.param(full, id="full")]
Make = Callable[[], Panels]
_COVERS = ("help", "hint", "hover", "labels")  # lie over the panels


def grounds(shown: Shown) -> list[Box]:
    sheets = shown.hud.screen.sheets()
    zones = [zone for name, sheet in sheets.items() if name not in _COVERS for zone in sheet.zones]
    return [zone.box for zone in zones if isinstance(zone, Ground)]


def lines(shown: Shown, *, only: tuple[str, ...] = ()) -> list[tuple[str, Box]]:
    style = shown.hud.screen.style
    sheets = {name: sheet for name, sheet in shown.hud.screen.sheets().items() if (name in only or not only)}
    panels = [sheet for name, sheet in sheets.items() if only or name not in _COVERS]
    return [(words.text, extent(words, style)) for sheet in panels for words in sheet.words]


@pytest.mark.parametrize("size", SIZES + ODD_SIZES, ids=str)
@pytest.mark.parametrize("make", EVERYTHING)
def test_no_two_lines_overlap(make: Make, size: tuple[int, int]):
    shown = Shown(make(), size=size, storeys=40)
    for (text, box), (other_text, other) in combinations(lines(shown), 2):
        assert not box.inset(0.5).overlaps(other.inset(0.5)), (text, other_text)


@pytest.mark.parametrize("size", SIZES + ODD_SIZES, ids=str)
@pytest.mark.parametrize("make", EVERYTHING)
def test_no_panel_overlaps_another_or_leaves_the_picture(make: Make, size: tuple[int, int]):
    boxes = grounds(Shown(make(), size=size, storeys=40))  # pyright: ignore
    if size[1] >= 540:
        assert len(boxes) == 6 + (make is full)  # bar, timeline, counts, storeys, ticker, why-panel; banner
    assert all(Box(0, 0, *size).contains(box) for box in boxes)
    for box, other in combinations(boxes, 2):
        assert not box.overlaps(other), (box, other)


@pytest.mark.parametrize("size", SIZES + SMALL_SIZES, ids=str)
@pytest.mark.parametrize("make", EVERYTHING)
def test_every_line_stays_on_its_panel(make: Make, size: tuple[int, int]):
    shown = Shown(make(), size=size, storeys=40)
    boxes = grounds(shown)
    for text, line in lines(shown):
        assert any(box.contains(line.inset(0.5)) for box in boxes), text


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_help_fits_with_every_key_and_no_text_shortened(size: tuple[int, int]):
    shown = Shown(panels(help=KEYS), size=size)
    told = lines(shown, only=("help",))
    assert all(Box(0, 0, *size).contains(line) for _, line in told)
    assert {text for _, text in KEYS} <= {text for text, _ in told}
    for (text, box), (other_text, other) in combinations(told, 2):
        assert not box.inset(0.5).overlaps(other.inset(0.5)), (text, other_text)


@pytest.mark.parametrize("size", SMALL_SIZES, ids=str)
def test_help_stays_in_small_pictures_and_says_that_there_is_more(size: tuple[int, int]):
    told = lines(Shown(panels(help=KEYS), size=size), only=("help",))
    assert all(Box(0, 0, *size).contains(line) for _, line in told)
    assert any(text.startswith("More keys") for text, _ in told)


def test_a_story_takes_the_place_of_the_counts_in_narrow_pictures():
    def counted(size: tuple[int, int], what: Panels) -> bool:
        sheet = Shown(what, size=size).hud.screen.sheets()["left"]
        return any(words.text.startswith("People") for words in sheet.words)

    few = panels(statuses=panels().statuses[:3])
    assert counted((641, 359), few)
    assert not counted((480, 270), few)
    assert counted((480, 270), replace(few, story=None))


def test_intents_give_way_to_the_ticker_and_the_ticker_to_the_counts():
    def told(height: int) -> tuple[bool, bool, bool]:
        what = panels(story=None, statuses=panels().statuses[:4])
        words = Shown(what, size=(640, height), storeys=1).hud.screen.sheets()["left"].words
        texts = [each.text for each in words]
        return "People" in " ".join(texts), "0:29" in texts, "Those inside mean to" in texts

    assert told(360) == (True, True, True)
    assert told(252) == (True, True, False)
    assert told(190) == (True, False, False)


def test_the_chosen_option_stays_when_there_is_room_for_little():
    shown = Shown(full(), size=(960, 540))
    chosen = [words for words in shown.hud.screen.sheets()["why"].words if words.is_bold]
    assert chosen
    assert LONG.startswith(chosen[0].text)


def test_memory_goes_before_noticing_and_noticing_before_the_choice():
    whole = {words.text for words in Shown(panels()).hud.screen.sheets()["why"].words}
    assert {"Noticed", "Options", "Thought", "Said", "Mood", "Remembers"} <= whole
    lengthy = replace(full().story, choices=full().story.choices[-3:])  # pyright: ignore
    small = {words.text for words in Shown(panels(story=lengthy), size=(640, 360)).hud.screen.sheets()["why"].words}
    assert "Options" in small
    assert "Remembers" not in small


def test_no_heading_stands_alone():
    for height in range(300, 1080, 20):
        words = Shown(full(), size=(height * 16 // 9, height)).hud.screen.sheets()["why"].words
        headings = {"Noticed", "Options", "Thought", "Said", "Mood", "Remembers"}
        texts = [line.text for line in words]
        after = zip(texts, [*texts[1:], "Noticed"], strict=True)
        assert not [pair for pair in after if headings.issuperset(pair)]


@pytest.mark.parametrize("what", [panels(), replace(full(), notice="")], ids=["few", "full"])
def test_without_panels_there_is_only_the_clock(what: Panels):
    sheets = Shown(what, View(time=30.0, selected=1, shows_panels=False)).hud.screen.sheets()
    assert {name for name, sheet in sheets.items() if sheet.words or sheet.shapes} == {"clock"}
    assert "".join(words.text for words in sheets["clock"].words) == what.clock


def test_panels_come_back():
    shown = Shown(panels())
    before = shown.hud.screen.sheets()
    shown.draw(replace(shown.view, shows_panels=False))
    shown.draw(replace(shown.view, shows_panels=True))
    assert shown.hud.screen.sheets() == before


def test_a_choice_that_was_not_the_likeliest_is_said_to_be_drawn_by_chance():
    def said(chosen: int) -> bool:
        odds = (0.62, 0.38)
        choices = tuple(Choice("go", share, index == chosen) for index, share in enumerate(odds))
        shown = Shown(panels(story=replace(story(), choices=choices)))
        return BY_CHANCE in [words.text for words in shown.hud.screen.sheets()["why"].words]

    assert said(chosen=1)
    assert not said(chosen=0)


def test_the_hud_follows_the_size_of_the_window():
    shown = Shown(panels())
    shown.glass.size = (960, 540)
    shown.draw()
    assert shown.hud.screen.sheets() == Shown(panels(), size=(960, 540)).hud.screen.sheets()


def test_nothing_is_made_anew_while_only_time_goes_on(monkeypatch: pytest.MonkeyPatch):
    shown = Shown(panels())
    before = shown.hud.screen.sheets()
    shown.draw(replace(shown.view, time=31.0), panels(clock="0:31.0 / 1:00.0  2x"))
    after = shown.hud.screen.sheets()
    assert {name for name in before if before[name] is not after[name]} == {"clock", "knob"}


def test_help_and_notices_are_shown_even_without_panels():
    shown = Shown(panels(help=KEYS, notice="part of the recording is lost"), View(shows_panels=False))
    sheets = shown.hud.screen.sheets()
    assert {name for name, sheet in sheets.items() if sheet.words} == {"clock", "help", "banner"}


def test_the_button_under_the_pointer_lights_up():
    shown = Shown(panels())
    button = next(zone.box for zone in shown.hud.screen.zones() if isinstance(zone, Button))
    shown.hud.pointer.move((button.left + 2, button.top + 2))
    shown.draw()
    assert [shape.box for shape in shown.hud.screen.sheets()["hover"].shapes] == [button]
    shown.hud.pointer.move((640.0, 300.0))
    shown.draw()
    assert shown.hud.screen.sheets()["hover"].shapes == []
