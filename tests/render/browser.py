"""The web view in real browsers; ``test_web_browser`` runs this in a process of its own."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from muster.render.actions import apply
from muster.render.frame import Status
from muster.render.meshes import MATERIAL_COLOURS, Material
from muster.render.palette import STATUS_COLOURS, THREAT, Colour
from muster.render.panels import clock_text, panels
from muster.render.renderer import Settings
from muster.render.testing import SAMPLE_STORY, SampleSource
from muster.render.view import Camera, CameraKind, View
from muster.render.web import Web

PATIENCE_S = 60.0
ARGUMENTS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
CLOSE = Camera(target=(6.0, 5.0, 0.0), distance=13.0)


class Watched:
    """The viewer's loop over a paused sample run, one turn at a time, and the pages that show it."""

    def __init__(self, browser: Browser) -> None:
        self.source, self.web = SampleSource(), Web()
        self.view = View(CLOSE, time=6.0, playing=False, shows_panels=False)
        self._browser, self._pages = browser, list[Page]()
        self.web.open(self.source.scene, Settings(offscreen=True))

    def visit(self, width: int = 800, height: int = 480) -> Page:
        page = self._browser.new_page(viewport={"width": width, "height": height})
        self._pages.append(page)
        page.goto(f"http://{self.web.address}")
        self.until(lambda: shows(page, "sample, seed 0") and page.locator("canvas").count() > 0, page)
        return page

    def close(self) -> None:
        for page in self._pages:
            page.close()
        self.web.close()

    def step(self) -> None:
        frame = self.source.frame(self.view.time)
        story = None if self.view.selected is None else replace(SAMPLE_STORY, agent=self.view.selected)
        for given in self.web.draw(frame, self.view, panels(self.view, frame, self.source, story)):
            self.view = apply(self.view, given, self.source, frame) or self.view

    def until(self, is_so: Callable[[], bool], page: Page) -> None:
        """Go on until something is so."""
        patience = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < patience, page.inner_text("body")
            self.step()
            page.wait_for_timeout(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no Chromium here; on Debian and Ubuntu: apt install chromium")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=program, args=ARGUMENTS)


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    watched = Watched(browser)
    yield watched
    watched.close()


def shows(page: Page, text: str) -> bool:
    return page.get_by_text(text).count() > 0


def scene(page: Page) -> NDArray[np.uint8]:
    """The picture beside the panel and below what the browser has to say, ``(h, w, 3)``."""
    shot = page.screenshot(clip={"x": 0, "y": 190, "width": 480, "height": 290})
    return np.asarray(Image.open(BytesIO(shot)).convert("RGB"))


def amount(picture: NDArray[np.uint8], colour: Colour) -> int:
    """How many pixels are of a colour, whatever light falls on it; of those asked for, an empty building has none."""
    pixels = picture.reshape(-1, 3).astype(float)
    wanted = np.array(colour, float) / np.linalg.norm(colour)
    bright = np.linalg.norm(pixels, axis=1)
    return int(((pixels @ wanted > 0.985 * bright) & (bright > 0.5 * np.linalg.norm(colour))).sum())


def change(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> float:
    """Which share of the pixels is another."""
    return float((np.abs(before.astype(int) - after).max(axis=2) > 40).mean())


def test_the_page_shows_the_building_and_its_people(watched: Watched):
    page = watched.visit()
    of_people = [STATUS_COLOURS[status] for status in (Status.HIDING, Status.OUT, Status.INCAPACITATED)]
    watched.until(lambda: min(amount(scene(page), colour) for colour in (*of_people, THREAT)) > 100, page)
    assert amount(scene(page), MATERIAL_COLOURS[Material.FLOOR]) > 10_000


def test_moving_the_timeline_changes_the_time_and_the_picture(watched: Watched):
    page = watched.visit()
    watched.until(lambda: amount(scene(page), THREAT) > 100, page)
    before, track = scene(page), page.get_by_role("slider").locator("..").bounding_box()
    assert track is not None
    page.mouse.move(track["x"] + 0.3 * track["width"], track["y"] + track["height"] / 2)
    page.mouse.down()
    page.mouse.move(track["x"] + 0.75 * track["width"], track["y"] + track["height"] / 2, steps=3)
    page.mouse.up()
    watched.until(lambda: abs(watched.view.time - 15.0) < 1.0, page)
    watched.until(lambda: shows(page, f"{clock_text(watched.view.time)} / 0:20.0"), page)
    watched.until(lambda: change(before, scene(page)) > 0.02, page)


def test_two_browsers_see_the_same_moment(watched: Watched):
    first, second = watched.visit(), watched.visit()
    first.keyboard.press("End")
    for page in (first, second):
        watched.until(lambda page=page: shows(page, "0:20.0 / 0:20.0"), page)


def test_a_click_on_somebody_tells_why(watched: Watched):
    x, y, z = watched.source.frame(6.0).position[0].tolist()
    watched.view = replace(watched.view, camera=Camera(CameraKind.TOP, (x, y, z), 6.0), shows_panels=True)
    page = watched.visit(width=1000)

    def is_hit() -> bool:
        middle = page.locator("canvas").first.bounding_box()
        assert middle is not None
        page.mouse.click(middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2)
        watched.step()
        return watched.view.selected is not None

    watched.until(is_hit, page)
    assert watched.view.selected == 0
    watched.until(lambda: shows(page, "Leave by the main exit, 6 m away"), page)


def test_a_telephone_shows_all_of_it_without_scrolling_sideways(watched: Watched):
    page = watched.visit(width=390, height=700)
    watched.until(lambda: shows(page, "0:06.0 / 0:20.0"), page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.get_by_role("button", name="Play", exact=True).is_visible()


def test_following_somebody_brings_their_storey(watched: Watched):
    watched.view = replace(watched.view, storey=0, selected=4)  # who is on the upper one
    page = watched.visit()
    page.get_by_role("button", name="follow", exact=True).click()
    watched.until(lambda: watched.view.storey == 1, page)
