"""The review in a real browser: ratings are proposed, edited, saved and taken in again; a moment is a click away."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from muster.cli import app
from muster.training.review.decided import read_decided
from support.exercising import hut_exercise
from training.crafting import craft
from training.test_review import HARMFUL, STORY

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Page, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A review beside an earlier run, opened; complaints of the page fail whoever uses it last."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no Chromium here; on Debian and Ubuntu: apt install chromium")
    folder, earlier = tmp_path_factory.mktemp("review"), tmp_path_factory.mktemp("earlier")
    path, out = craft(folder, STORY), folder / "review.html"
    words = ["review", str(path), "--no-ask", "--out", str(out), "--compare", str(craft(earlier, STORY))]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("console", lambda message: complaints.append(message.text))
        opened.goto(out.as_uri())
        opened.wait_for_selector("body[data-review=ready]", timeout=20_000)
        yield opened
        browser.close()
    assert complaints == []


def test_each_task_has_what_is_proposed_and_why(page: Page):
    assert page.locator(".task").count() == 3
    told = page.inner_text("#task-lock")
    assert "Proposed: S, performed with some challenges" in told and "35 s after first noticing" in told


def test_what_others_said_is_text(page: Page):
    assert HARMFUL in page.inner_text("#trainees")
    assert page.locator("#trainees img").count() == 0


def test_a_moment_is_a_click_away(page: Page):
    page.click("#task-lock .line")
    assert page.inner_text("#clock").startswith("0:40.0")


def test_page_one_warns_and_cares(page: Page):
    assert "no language model" in page.inner_text("#share")
    assert "Not for personnel decisions" in page.inner_text("#care")
    assert "number 4" in page.inner_text("#support")


def test_typing_a_note_does_not_steer_the_playback(page: Page):
    before = page.inner_text("#clock")
    page.fill("#overview", "")
    page.type("#overview", "n b space")
    assert page.inner_text("#clock") == before


def test_earlier_runs_are_beside_this_one(page: Page):
    assert page.locator("#runs tr").count() == 1 + 3 + 1
    assert page.locator("#run-plots figure").count() == 2


def test_what_is_decided_is_saved_and_taken_in_again(page: Page, tmp_path: Path):
    page.select_option("[data-task=lock]", "M")
    page.fill("[data-note=lock]", "It was dark.")
    page.fill("[data-plan=action]", "A lamp by the door")
    with page.expect_download() as saving:
        page.click("#save-review")
    file = tmp_path / saving.value.suggested_filename
    saving.value.save_as(file)
    decided = read_decided(file, hut_exercise(tmp_path))
    assert (decided.task("lock").rating.value, decided.task("lock").note) == ("M", "It was dark.")
    assert decided.improvements[0].action == "A lamp by the door"
    changed = json.loads(file.read_text()) | {"overview": "Taken in."}
    file.write_text(json.dumps(changed))
    page.set_input_files("#load-review", str(file))
    page.locator("#review-state", has_text="taken in").wait_for()
    assert page.input_value("#overview") == "Taken in."
    assert page.input_value("[data-plan=action]") == "A lamp by the door"
