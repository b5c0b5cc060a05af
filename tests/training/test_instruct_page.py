"""The page in a real browser, before a stand-in for an exercise: what is lost, refused, far away or unkind in it."""

import shutil
from collections.abc import Iterator

import pytest

from muster.render.service.address import Address
from muster.training.instruct.feed import Feed
from muster.training.instruct.showing import shown_standing
from muster.training.instruct.site import Behind, Site
from muster.training.leading import Standing, Wish
from muster.training.told import Phase

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, Page, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ROOM = {"id": "hall", "name": "Hall", "kind": "room", "ring": [0, 0, 10, 0, 10, 6, 0, 6]}
YARD = {"id": "yard", "name": "Yard", "kind": "outside", "ring": [10, 0, 20, 0, 20, 6, 10, 6]}
STOREY = {"regions": [YARD, ROOM], "furniture": [], "walls": [], "musters": [], "box": [-2, -2, 22, 8]}
DOOR = {"id": "d", "between": ["Hall", "Yard"], "line": [10, 2, 10, 4], "leaf": True, "exit": "Exit", "storeys": [0]}
SIGNS = [["unaware", "#bec4cc", "circle"], ["aware", "#e69f00", "circle"], ["hiding", "#0072b2", "square"]]
SCENE: dict[str, object] = {
    "people": [["Ruth", "owner", "ruth"], ["Imre", "visitor", "imre"], ["Officer", "police", "police"]],
    "threats": 1,
    "storeys": [{"name": "0", **STOREY}, {"name": "1", **STOREY}],
    "doors": [DOOR],
    "statuses": SIGNS,
    "weights": {"warning": "#e69f00", "act": "#78828f"},
    "threat": "#d52800",
    "barred": {"locked": "#cc79a7", "barricaded": "#e8ecf0"},
    "smoke": None,
}


def moment(time: float, **other: object) -> dict[str, object]:
    """Ruth unaware in the hall, Imre hiding in the yard of the upper storey, a police officer who is still to come."""
    return {
        "time": time,
        "people": [[2000, 15000, 0], [3000, 3000, 0], [0, 1, 0]],
        "status": [0, 2, 0],
        "act": ["carrying on as usual", "taking cover", ""],
        "absent": [False, False, True],
        "threats": [[5000], [3000], [0]],
        "present": [True],
        "doors": [2],
        "speech": [],
        "alarm": False,
        "smoke": [0, 0],
        "fire": 0,
        **other,
    }


def standing(**other: object) -> dict[str, object]:
    now = {"time": 1.0, "phase": Phase.RUNNING, "speed": 1.0, "roles": (), "brought": (), "word": "", "taken": 0}
    return shown_standing(Standing(**{**now, **other}))  # type: ignore[arg-type]


class Played:
    """A page, and the stand-in behind it."""

    def __init__(self, browser: Browser) -> None:
        self.feed, self.asked = Feed(), list[Wish]()
        behind = Behind(self.feed, self.ask, lambda *_: {"error": "nothing"})
        self.site = Site(Address(host="127.0.0.1", port=0), behind)
        self.site.start()
        self.feed.show("entered", {"title": "A trial", "procedure": ["Plan", "Text"], "events": []})
        self.feed.show("standing", standing())
        self.feed.show("scene", SCENE)
        self.feed.show("moment", moment(1.0))
        self.page: Page = browser.new_page(viewport={"width": 1280, "height": 800})
        self.page.goto(self.site.url)
        self.page.wait_for_selector("body[data-ready]")
        self.page.wait_for_selector("#waiting", state="hidden")

    def ask(self, wish: Wish) -> int:
        self.asked.append(wish)
        return len(self.asked)

    def close(self) -> None:
        self.page.close()
        self.feed.close()
        self.site.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no Chromium here; on Debian and Ubuntu: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def played(browser: Browser) -> Iterator[Played]:
    played = Played(browser)
    yield played
    played.close()


def test_a_lost_connection_is_said_until_it_is_back(played: Played):
    banner = played.page.locator("#banner")
    assert banner.is_hidden()
    played.feed.show("lost", {"why": "unavailable: gone", "for_good": False})
    banner.filter(has_text="is lost (unavailable: gone)").wait_for()
    played.feed.show("standing", standing(time=2.0))
    banner.wait_for(state="hidden")


def test_a_plan_that_is_no_longer_live_is_said(played: Played):
    stale = played.page.locator("#stale")
    assert stale.is_hidden()
    played.feed.show("unseen", {"why": "unavailable: gone"})
    stale.wait_for()
    played.feed.show("moment", moment(2.0))
    stale.wait_for(state="hidden")


def test_a_server_that_has_gone_is_said(played: Played):
    played.feed.close()
    played.site.close()
    played.page.locator("#banner", has_text="muster instruct does not answer").wait_for()


def test_a_refusal_stands_beside_what_was_asked(played: Played):
    page = played.page
    page.click("[data-tab=injects]")
    page.click("#threat-form >> text=It is gone")
    page.locator("#asked li", has_text="asked").first.wait_for()
    played.feed.tell("refusal", {"number": 1, "reason": "there is no threat"})
    page.locator("#asked .refused", has_text="there is no threat").wait_for()


def test_what_the_world_could_not_do_is_told_once(played: Played):
    for refused in (("door wide open",), ("door wide open",), ("door wide open", "nobody there")):
        played.feed.show("standing", standing(refused=refused))
        played.page.wait_for_timeout(50)
    played.page.locator("#asked .refused", has_text="nobody there").wait_for()
    assert played.page.locator("#asked .refused", has_text="door wide open").count() == 1


def test_what_is_asked_in_a_pause_waits_for_its_end(played: Played):
    played.feed.show("standing", standing(phase=Phase.PAUSED))
    played.page.locator("#phase", has_text="paused").wait_for()
    played.page.click("[data-tab=injects]")
    played.page.click("#alarm-form >> text=Start alarm")
    played.page.locator("#asked .state", has_text="when it goes on").wait_for()
    played.feed.show("standing", standing(taken=1))
    played.page.locator("#asked .state", has_text="done").wait_for()


def test_people_are_found_by_state_and_place_and_those_to_come_are_not_shown(played: Played):
    page = played.page
    page.click("[data-tab=people]")
    page.locator("#everybody li:visible").first.wait_for()
    assert page.locator("#everybody li:visible").count() == 2
    for wanted in ("hiding", "yard", "taking cover", "visitor"):
        page.fill("#search", wanted)
        assert page.locator("#everybody li:visible").all_inner_texts()[0].startswith("Imre"), wanted
        assert page.locator("#everybody li:visible").count() == 1, wanted


@pytest.mark.parametrize("x, heading", [(10.1, "Door"), (9.5, "Ruth")])
def test_of_a_person_and_a_door_a_click_means_the_nearer(played: Played, x: float, heading: str):
    page = played.page
    played.feed.show("moment", moment(2.0, people=[[9500, 15000, 0], [3000, 3000, 0], [0, 1, 0]]))
    ruth = "desk.stage.bodies.placed.find((body) => body.who === 0)?.left"
    while not page.evaluate(f"Math.abs(({PLACE})(9.5)[0] - {ruth}) < 1"):
        page.wait_for_timeout(50)  # until Ruth is drawn there
    spot = page.evaluate(f"({PLACE})({x})")
    page.locator("#stage").click(position={"x": spot[0], "y": spot[1]})
    page.locator("#selected h2", has_text=heading).wait_for()


def test_a_click_on_a_room_offers_what_can_be_done_there(played: Played):
    page = played.page
    spot = page.evaluate("desk.stage.layout.place(desk.stage.layout.panels[0], 7.5, 1)")
    page.locator("#stage").click(position={"x": spot[0], "y": spot[1]})
    page.locator("#selected h2", has_text="Hall").wait_for()
    assert page.inner_text("#selected .state") == "1 person"
    page.click("#room-acts >> text=Move the threat here")
    page.locator("#asked li", has_text="Move the threat here: Hall").wait_for()


def test_choosing_somebody_brings_their_storey(played: Played):
    page = played.page
    page.click("#storeys >> text=storey 1")
    played.feed.show("moment", moment(2.0, people=[[2000, 15000, 0], [3000, 3000, 0], [0, 0, 0]]))
    page.wait_for_timeout(200)
    page.click("[data-tab=people]")
    page.locator("#everybody li button", has_text="Imre").click()
    assert page.get_attribute("#storeys >> text=storey 0", "aria-pressed") == "true"


def test_a_note_written_late_says_which_moment_it_means(played: Played):
    played.page.locator("#stage").press("b")
    played.feed.show("moment", moment(31.0))
    played.page.locator("#clock", has_text="0:31.0").wait_for()
    played.page.fill("#note", "Look here")
    played.page.click("#mark >> button.chief")
    played.page.locator("#asked li", has_text="Look here").wait_for()
    assert str(played.asked) == "[Note(text='Look here (at 0:01.0)')]"


def test_events_come_once_also_when_they_are_told_anew(played: Played):
    event = {"time": 1.0, "weight": "warning", "text": "the alarm sounds", "agent": None}
    played.feed.tell("events", {"events": [event]})
    played.page.locator("#events li", has_text="the alarm sounds").wait_for()
    played.feed.show("history", {"events": [event, {**event, "weight": "act", "text": "locks a door", "agent": 0}]})
    played.page.locator("#events li", has_text="locks a door").wait_for()
    assert played.page.locator("#events li", has_text="the alarm sounds").count() == 1
    played.page.select_option("#weight", "chief")
    assert played.page.locator("#events li:visible").all_inner_texts() == ["0:01.0\nthe alarm sounds"]


def test_everything_can_be_reached_by_keyboard(played: Played):
    """From the first to the last thing that can be pressed or filled in, the tab key passes each that shows."""
    page = played.page
    wanted = page.evaluate(
        """[...document.querySelectorAll("button, select, input")].filter((each) => each.offsetParent).length"""
    )
    page.evaluate("document.activeElement.blur()")
    seen = set[str]()
    for _ in range(wanted):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.outerHTML"))
    assert len(seen) >= wanted - 1  # two of them may look alike


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_are_readable_by_day_and_by_night(browser: Browser, played: Played, scheme: str):
    """Contrast of text against what lies behind it: 4.5 to 1 or more, as WCAG 2.2 asks (success criterion 1.4.3)."""
    played.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    poor = played.page.evaluate(CONTRAST)
    assert poor == []


PLACE = "(x) => desk.stage.layout.place(desk.stage.layout.panels[0], x, 3)"
CONTRAST = """() => {
    const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const bright = (colour) => {
        const [r, g, b] = numbers(colour).slice(0, 3).map((part) => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
        for (let each = element; each; each = each.parentElement) {
            const colour = getComputedStyle(each).backgroundColor;
            if ((numbers(colour)[3] ?? 1) === 1) return colour;
        }
        return "rgb(255, 255, 255)";
    };
    const poor = [];
    for (const element of document.querySelectorAll("h1, h2, button:enabled, select, p, output, .pill, span, label")) {
        const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join("");
        if (!element.offsetParent || !text.trim() || element.closest(".none")) continue;
        const [a, b] = [bright(getComputedStyle(element).color), bright(behind(element))];
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (contrast < 4.5) poor.push([element.id || element.className, text, contrast]);
    }
    return poor;
}"""
