"""The report of a study in a real browser: it opens offline, asks for nothing, and fits a telephone."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.made_tracks import MadeUp, begun, scenario, spec
from muster.analysis.folder import Folder
from muster.analysis.reporting import write_report
from muster.analysis.running import Minds, run_study
from muster.analysis.summary import summarised
from muster.analysis.sweep import Variant

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    settings = tuple({"duration": 60.0 + each} for each in range(5))
    variants = tuple(Variant(each, replace(scenario(), duration=each["duration"])) for each in settings)
    swept = Folder.begin(folder / "swept", replace(spec(), settings=settings), variants, resume=False)
    return {"alone": _reported(begun(folder / "alone")), "swept": _reported(swept)}


def _reported(folder: Folder) -> Path:
    run_study(folder, Minds("nowhere"), MadeUp(), 1, lambda done, told: None)
    return write_report(folder, summarised(folder))


@pytest.fixture(scope="module")
def browser(pages: dict[str, Path]) -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no Chromium here; on Debian and Ubuntu: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.parametrize("name", ["alone", "swept"])
@pytest.mark.parametrize("width", [400, 1280])
def test_it_opens_offline_without_a_complaint_and_fits(browser: Browser, pages: dict[str, Path], name: str, width: int):
    asked: list[str] = []
    complaints: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(pages[name].as_uri())
    assert [url for url in asked if not url.startswith("data:")] == [pages[name].as_uri()]
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
