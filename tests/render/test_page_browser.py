"""The page in a real browser: it opens offline, plays, and tells who is clicked on."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from muster.recording.exporters.registry import export_as
from muster.recording.reader import Recording
from muster.render.captions import MOOD, NOTICED, OPTIONS
from muster.render.page.export import HTML
from render.pages import ENDING, HARMFUL, page_recording

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, Page, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


class Opened:
    """A page, and what it asked for and complained of since it was opened."""

    def __init__(self, browser: Browser, path: Path, width: int, scheme: str) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page: Page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)  # pyright: ignore[reportArgumentType]
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.clock.install(time=0)
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("body[data-ready]", timeout=20_000)
        self.page.clock.pause_at(3600)  # time stands until a test lets it run

    def clock(self) -> str:
        return self.page.inner_text("#clock")

    def pixels(self, colour: tuple[int, int, int]) -> int:
        """How many pixels of the layer with the people are exactly of a colour."""
        return self.page.evaluate(
            """([r, g, b]) => {
                const canvas = document.getElementById("bodies");
                const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
                let count = 0;
                for (let at = 0; at < data.length; at += 4)
                    count += data[at] === r && data[at + 1] === g && data[at + 2] === b && data[at + 3] === 255;
                return count;
            }""",
            list(colour),
        )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no Chromium here; on Debian and Ubuntu: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    with Recording.open(page_recording(folder / "run.muster")) as recording:
        (made,) = export_as(recording, HTML)
    return made


@pytest.fixture
def opened(browser: Browser, path: Path) -> Iterator[Opened]:
    opened = Opened(browser, path, 1280, "light")
    yield opened
    opened.page.close()


def test_a_page_opens_offline_and_asks_for_nothing(opened: Opened, path: Path):
    asked = [url for url in opened.requests if not url.startswith("data:")]
    assert asked == [path.as_uri()]
    assert opened.complaints == []


def test_what_others_wrote_is_shown_and_not_run(opened: Opened):
    page = opened.page
    page.click('[data-tab="people"]')
    assert page.inner_text("#everybody li:nth-child(2)").startswith(HARMFUL)
    page.click("#everybody li:nth-child(2) button")
    assert ENDING in page.inner_text("#story")
    assert page.title() == f"sample {HARMFUL}"
    assert page.locator("img").count() == 0


def test_space_plays_and_pauses(opened: Opened):
    opened.page.keyboard.press("Space")
    opened.page.clock.run_for(2000)
    played = float(opened.clock().split(" / ")[0].removeprefix("0:"))
    assert 1.8 < played <= 2.0
    opened.page.keyboard.press("Space")
    stopped = opened.clock()
    opened.page.clock.run_for(1000)
    assert opened.clock() == stopped


def test_a_moment_is_a_click_away(opened: Opened):
    opened.page.click("#moments li:nth-child(2) button")
    assert opened.clock().startswith("0:02.0")
    assert opened.page.is_visible("#badge"), "the alarm"


def test_a_mark_on_the_timeline_goes_to_its_event(opened: Opened):
    opened.page.locator("#marks path").last.click()
    assert opened.clock().startswith("0:02.0")


def test_n_and_b_go_from_event_to_event(opened: Opened):
    opened.page.keyboard.press("n")
    assert opened.clock().startswith("0:02.0")
    opened.page.keyboard.press("End")
    opened.page.keyboard.press("b")
    assert opened.clock().startswith("0:02.0")


def test_every_key_that_is_explained_does_something_without_complaint(opened: Opened):
    named: dict[str, str] = {
        "space": "Space",
        "left": "ArrowLeft",
        "right": "ArrowRight",
        "up": "ArrowUp",
        "down": "ArrowDown",
    }
    named |= {"page_up": "PageUp", "page_down": "PageDown", "f1": "F1"}
    keys: list[str] = opened.page.evaluate("muster.content.keys.flatMap(([, keys]) => keys)")
    for key in keys:
        opened.page.keyboard.press(named.get(key) or (key if len(key) == 1 else key.capitalize()))
        if opened.page.is_visible("#help"):
            opened.page.click("#help button")
    assert len(keys) > 20
    assert opened.complaints == []


def test_question_mark_explains_the_keys(opened: Opened):
    opened.page.keyboard.press("?")
    assert "play or pause" in opened.page.inner_text("#help")


def test_a_click_on_somebody_tells_their_story(opened: Opened):
    page = opened.page
    page.evaluate("muster.choose(0)")
    x, y = page.evaluate(
        "muster.bodies.placed.filter((body) => body.who === 2).map((body) => [body.left, body.top])[0]"
    )
    page.click("#stage", position={"x": x, "y": y})
    assert page.inner_text("#story h2") == "Person 2"
    assert "Stay where you are (20 %)" in page.inner_text("#story summary >> nth=0")
    page.click("#story summary >> nth=2")
    told = page.inner_text("#story details >> nth=2")
    assert all(words in told for words in (NOTICED, OPTIONS, MOOD, "by the built-in mind", "asked: something happened"))
    assert "heard the alarm" in told and "70 %" in told and "Thought 2." in page.inner_text("#story")


def test_people_are_drawn_in_the_colours_of_their_status(opened: Opened):
    page = opened.page
    page.evaluate("muster.choose(0)")
    unaware, injured = ((190, 196, 204), (240, 228, 66))
    assert opened.pixels(unaware) > 30
    page.evaluate("muster.act('to-end')")
    assert opened.pixels((86, 180, 233)) > 10, "the ring of whoever is out"
    assert opened.pixels(injured) == 0, "injured in no frame of this recording"


def test_storeys_are_chosen_by_tab_and_by_key(opened: Opened):
    page = opened.page
    shown = "muster.layout.panels.map((panel) => panel.storey)"
    assert page.evaluate(shown) == [0, 1]
    page.click("#storeys button:has-text('upper')")
    assert page.evaluate(shown) == [1]
    page.focus("#stage")
    page.keyboard.press("PageDown")
    assert page.evaluate(shown) == [0]


def test_four_plots_tell_of_status_egress_decisions_and_exits(opened: Opened):
    page = opened.page
    assert page.locator("#charts figure").count() == 4
    assert page.locator("#charts figure:nth-child(1) > svg path[fill='#bec4cc']").count() == 1
    assert "out of the building: 1 of 4" in page.inner_text("#charts figure:nth-child(2)")
    decided = page.locator("#charts figure:nth-child(3) text").all_text_contents()
    assert decided[:4] == ["stay", "8", "exit", "4"]
    assert page.locator("#charts figure:nth-child(4) text").all_text_contents() == ["front-exit", "1"]


def test_a_click_on_a_plot_goes_to_that_moment(opened: Opened):
    picture = opened.page.locator("#charts svg").nth(0)
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box is not None
    picture.click(position={"x": (40 + box["width"] - 20) / 2, "y": 60})
    assert opened.clock().startswith("0:02.5")


@pytest.mark.parametrize(("width", "scheme"), [(400, "dark"), (1280, "dark"), (800, "light")])
def test_nothing_sticks_out_at_the_side(browser: Browser, path: Path, width: int, scheme: str):
    opened = Opened(browser, path, width, scheme)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.complaints == []
    opened.page.close()
