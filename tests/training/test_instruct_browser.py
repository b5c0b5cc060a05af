"""A real exercise, led from the page in a real browser; in the end the recording has all that was done."""

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pytest

from muster.recording.reader import Recording
from support.exercising import HUT_EXERCISE
from support.hut import write_examples
from support.tree import environment

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Page, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
MUSTER = [sys.executable, "-c", "import sys; sys.argv[0] = 'muster'; from muster.cli import main; main()"]
PATIENCE_S = 120.0  # kernels may have to be compiled first
PATIENCE_MS = 1000 * 60
LATE = HUT_EXERCISE.replace("at = 20\n", "at = 280\n")
"""The question does not come by itself while a test is about to ask it."""
HARMFUL = "<img src=x onerror=alert(1)>"


@dataclass
class Led:
    """An exercise of two people that is being played, and the page that leads it."""

    page: Page
    train: "subprocess.Popen[str]"
    instruct: "subprocess.Popen[str]"
    recording: Path
    complaints: list[str] = field(default_factory=list[str])

    def asked(self, words: str, state: str) -> None:
        """Wait until the list says of what was asked what has become of it."""
        line = self.page.locator("#asked li", has_text=words)
        line.locator(".state", has_text=state).wait_for(timeout=PATIENCE_MS)

    def until(self, is_so: str) -> None:
        """Wait until something is so; the page forbids what playwright itself would wait with."""
        until = time.monotonic() + PATIENCE_S
        while not self.page.evaluate(is_so):
            assert time.monotonic() < until, f"never came: {is_so}"
            self.page.wait_for_timeout(50)

    def inputs(self) -> list[tuple[str, dict[str, object]]]:
        with Recording.open(self.recording) as recording:
            return [(row.kind, json.loads(row.payload)) for row in recording.inputs()]


def start(folder: Path, *words: str) -> "subprocess.Popen[str]":
    pipe = subprocess.PIPE
    return subprocess.Popen([*MUSTER, *words], env=environment(), cwd=folder, text=True, stdout=pipe, stderr=pipe)


def read_until(stream: IO[str] | None, pattern: str) -> str:
    """Return what a program says once in its output."""
    assert stream is not None
    until, said = time.monotonic() + PATIENCE_S, ""
    while time.monotonic() < until and (line := stream.readline()):
        said += line
        if found := re.search(pattern, line):
            return found[1]
    raise AssertionError(f"never said {pattern!r}: {said}")


@pytest.fixture(scope="module")
def led(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Led]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no Chromium here; on Debian and Ubuntu: apt install chromium")
    folder = tmp_path_factory.mktemp("led")
    write_examples(folder)
    (folder / "hut-exercise.toml").write_text(LATE, encoding="utf-8")
    words = ("train", "hut-exercise.toml", "--no-window", "--listen", "127.0.0.1:0", "--out", "led.muster")
    train = start(folder, *words)
    address = read_until(train.stderr, r"muster join (\S+)")
    instruct = start(folder, "instruct", address, "--no-browser")
    url = read_until(instruct.stdout, r"(http://\S+)")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            led = Led(page, train, instruct, folder / "led.muster")
            page.on("console", lambda message: led.complaints.append(message.text))
            page.on("pageerror", lambda error: led.complaints.append(str(error)))
            page.goto(url)
            page.wait_for_selector("body[data-ready]", timeout=PATIENCE_MS)
            page.wait_for_selector("#waiting", state="hidden", timeout=PATIENCE_MS)
            yield led
            browser.close()
    finally:
        for process in (train, instruct):
            process.kill()
            process.communicate()


def test_before_the_start_the_page_shows_people_plan_and_msel(led: Led):
    page = led.page
    assert page.inner_text("#phase") == "waiting to begin"
    assert "Waiting for: Owner of the hut" in page.inner_text("#word")
    assert page.locator("#msel .event").count() == 3
    assert "Expected: Tell everybody to leave." in page.inner_text("[data-event=alarm]")
    page.click("[data-tab=people]")
    page.locator("#everybody li", has_text="Ruth").wait_for(timeout=PATIENCE_MS)
    assert page.locator("#everybody li:visible").count() == 2


def test_it_begins_runs_and_stands_still(led: Led):
    page = led.page
    page.click("#begin")
    page.locator("#phase", has_text="running").wait_for(timeout=PATIENCE_MS)
    led.until("desk.bar.time > 0.5")
    page.locator("#stage").press("Space")
    page.locator("#phase", has_text="paused").wait_for(timeout=PATIENCE_MS)
    page.wait_for_timeout(700)  # the page is still on its way to the last moment it was told
    stopped = page.inner_text("#clock")
    page.wait_for_timeout(700)
    assert page.inner_text("#clock") == stopped
    page.click("#pause")
    page.locator("#phase", has_text="running").wait_for(timeout=PATIENCE_MS)


def test_somebody_is_found_asked_why_and_spoken_as(led: Led):
    page = led.page
    page.keyboard.press("/")
    page.keyboard.type("imre")
    page.keyboard.press("Enter")
    page.locator("#selected h2", has_text="Imre").wait_for()
    page.locator("#selected .why h3", has_text="Persona").wait_for(timeout=PATIENCE_MS)
    page.fill("#speak input", HARMFUL)
    page.select_option("#speak select", "shout")
    page.click("#speak button")
    led.asked(HARMFUL, "done")
    assert page.locator("img").count() == 0, "what is said is text"


def test_a_door_is_locked_by_a_click_on_the_plan(led: Led):
    page = led.page
    spot = page.evaluate(
        """() => {
            const { content, layout } = desk.stage;
            const [ax, ay, bx, by] = content.doors.find((door) => door.exit).line;
            return layout.place(layout.panels[0], (ax + bx) / 2, (ay + by) / 2);
        }"""
    )
    page.locator("#stage").click(position={"x": spot[0], "y": spot[1]})
    page.locator("#selected h2", has_text="Door").wait_for()
    page.click("#door-acts >> text=Lock")
    led.asked("Lock:", "done")
    page.locator("#selected .state", has_text="locked").wait_for(timeout=PATIENCE_MS)


def test_the_msel_and_injects_of_ones_own_come_now(led: Led):
    page = led.page
    page.click("[data-tab=msel]")
    page.click("[data-event=question] button")
    page.locator("[data-event=question].come").wait_for(timeout=PATIENCE_MS)
    page.click("[data-tab=injects]")
    page.click("#alarm-form >> text=Start alarm")
    led.asked("Alarm:", "done")
    page.wait_for_selector("#badge:visible", timeout=PATIENCE_MS)
    page.locator("#events li", has_text="alarm").first.wait_for(timeout=PATIENCE_MS)


def test_what_cannot_be_is_refused_with_its_reason(led: Led):
    led.page.evaluate("""desk.asking.inject({ kind: "lock", door: "trapdoor" }, "Lock the trapdoor")""")
    led.asked("Lock the trapdoor", "there is no door 'trapdoor'")


def test_a_moment_is_marked_with_a_note(led: Led):
    page = led.page
    page.locator("#stage").press("b")
    page.fill("#note", "Nobody has rung for help yet")
    page.click("#mark >> button.chief")
    led.asked("Nobody has rung", "done")


@pytest.mark.parametrize("width, height", [(1280, 800), (820, 1180), (390, 800)])
def test_nothing_lies_beside_the_page(led: Led, width: int, height: int):
    led.page.set_viewport_size({"width": width, "height": height})
    assert led.page.evaluate("document.documentElement.scrollWidth") <= width
    assert led.page.is_visible("#pause") and led.page.is_visible("#end")


def test_the_end_is_asked_twice_and_the_recording_has_it_all(led: Led):
    page = led.page
    page.set_viewport_size({"width": 1280, "height": 800})
    page.click("#end")
    page.click("#end-yes")
    assert page.inner_text("#phase") == "running"
    page.click("#end-yes")
    page.locator("#phase", has_text="over").wait_for(timeout=PATIENCE_MS)
    assert page.is_disabled("#pause")
    out, _ = led.train.communicate(timeout=PATIENCE_S)
    assert led.train.returncode == 0 and "Recording" in out
    inputs = led.inputs()
    injects = [(told["kind"], told.get("text", "")) for kind, told in inputs if kind == "inject"]
    assert injects == [("say", HARMFUL), ("lock", ""), ("say", "Is this a drill?"), ("alarm", "")]
    assert ["Nobody has rung" in str(told) for kind, told in inputs if kind == "note"].count(True) == 1
    controls = [str(told) for kind, told in inputs if kind == "control"]
    assert ["pause" in controls[0], "resume" in controls[1], "end" in controls[-1]] == [True] * 3


def test_the_page_never_complained(led: Led):
    assert led.complaints == []


def test_ctrl_c_leaves_without_a_complaint(led: Led):
    led.instruct.send_signal(signal.SIGINT)
    _, err = led.instruct.communicate(timeout=PATIENCE_S)
    assert (led.instruct.returncode, "Traceback" in err) == (0, False)
