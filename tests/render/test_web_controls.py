"""Controls beside the picture, with a stand-in for the page."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, cast

import pytest
from viser import GuiApi

from muster.render.inputs import Input, Pick, Seek, ShowStorey
from muster.render.testing import sample_scene
from muster.render.view import View
from muster.render.web.controls import ALL, NOBODY, Choice, Given, Persons, Storeys, Timeline

Heard = Callable[["Event"], Awaitable[None]]


@dataclass
class Event:
    target: "FakeControl"
    client: object | None


class FakeControl:
    """A slider or a list; tells of changes by whoever makes them, as viser does."""

    def __init__(self, value: Any, options: tuple[str, ...] = ()) -> None:
        self._value, self.options, self.max = value, options, 0.0
        self._heard: list[Heard] = []

    @property
    def value(self) -> Any:
        return self._value

    @value.setter
    def value(self, value: Any) -> None:
        self._change(value, None)

    def use(self, value: Any) -> None:
        """Change it as a user does."""
        self._change(value, object())

    def on_update(self, heard: Heard) -> None:
        self._heard.append(heard)

    def _change(self, value: Any, client: object | None) -> None:
        self._value = value
        for heard in self._heard:
            asyncio.run(cast(Any, heard(Event(self, client))))


class FakeGui:
    def __init__(self) -> None:
        self.control = FakeControl(None)

    def add_slider(self, label: str, low: float, high: float, step: float, value: float) -> FakeControl:
        self.control = FakeControl(value)
        return self.control

    def add_dropdown(self, label: str, options: tuple[str, ...]) -> FakeControl:
        self.control = FakeControl(options[0], options)
        return self.control


@pytest.fixture
def gui() -> FakeGui:
    return FakeGui()


@pytest.fixture
def given() -> Given:
    return Given()


def api(gui: FakeGui) -> GuiApi:
    return cast(GuiApi, gui)


def test_the_slider_follows_the_clock_and_asks_for_nothing_by_itself(gui: FakeGui, given: Given):
    Timeline(api(gui), given).draw(12.34, 60.0, now=0.0)
    assert (gui.control.value, gui.control.max) == (12.3, 60.0)
    assert not given.inputs


def test_a_slider_in_its_users_hand_is_left_alone_for_a_moment(gui: FakeGui, given: Given):
    timeline = Timeline(api(gui), given)
    timeline.draw(10.0, 60.0, now=0.0)
    gui.control.use(30.0)
    timeline.draw(10.1, 60.0, now=0.1)
    assert gui.control.value == 30.0
    assert [*given.inputs] == [Seek(30.0)]
    timeline.draw(31.0, 60.0, now=1.0)
    assert gui.control.value == 31.0


def test_choosing_is_an_input_and_following_is_not(gui: FakeGui, given: Given):
    storeys = Storeys(api(gui), sample_scene(), given)
    storeys.draw(View(storey=1))
    assert gui.control.value == "upper"
    assert not given.inputs
    gui.control.use("ground")
    gui.control.use(ALL)
    assert [*given.inputs] == [ShowStorey(0), ShowStorey(None)]


def test_people_of_one_name_can_be_told_apart(gui: FakeGui, given: Given):
    people = Persons(api(gui), sample_scene(24), given)
    assert len({*gui.control.options}) == 25
    people.draw(View(selected=3))
    assert gui.control.value == "Łukasz 3, teacher #3"
    gui.control.use(NOBODY)
    assert [*given.inputs] == [Pick(None)]


def test_a_heading_among_the_choices_does_nothing(gui: FakeGui, given: Given):
    choices: list[tuple[str, Input | None]] = [("choose", None), ("then", Seek(3.0))]
    choice = Choice(api(gui), "go to", choices, given)
    gui.control.use("choose")
    assert not given.inputs
    choice.offer([*choices, ("later", Seek(9.0))])
    gui.control.use("later")
    assert [*given.inputs] == [Seek(9.0)]
