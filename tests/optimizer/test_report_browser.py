"""Reports in a real browser: they open offline, ask for nothing, and fit a telephone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from muster.optimizer.report.writing import write_report
from optimizer.report_studies import of_method, study

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, Page, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


class Opened:
    """A page, and what it asked for and complained of since it was opened."""

    def __init__(self, browser: Browser, path: Path, width: int = 1280, scheme: str = "light") -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page: Page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)  # pyright: ignore[reportArgumentType]
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("body[data-ready]", timeout=20_000)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    studies = [
        study(folder / f"{method}-{seed}", of_method(method, seed)) for method in ("none", "pevo") for seed in (1, 2)
    ]
    return {"one": write_report(studies[-1:]), "several": write_report(studies, folder / "comparison.html")}


@pytest.fixture(scope="module")
def browser(pages: dict[str, Path]) -> Iterator[Browser]:
    """Opened once the pages are there: beside its event loop no study can run."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no Chromium here; on Debian and Ubuntu: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.parametrize("name", ["one", "several"])
@pytest.mark.parametrize(("width", "scheme"), [(400, "dark"), (400, "light"), (1280, "dark"), (1280, "light")])
def test_it_opens_offline_without_a_complaint_and_fits(
    browser: Browser, pages: dict[str, Path], name: str, width: int, scheme: str
):
    opened = Opened(browser, pages[name], width, scheme)
    assert [url for url in opened.requests if not url.startswith("data:")] == [pages[name].as_uri()]
    assert opened.complaints == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.page.close()


def test_a_story_comes_out_when_somebody_is_opened(browser: Browser, pages: dict[str, Path]):
    opened = Opened(browser, pages["one"])
    opened.page.click(".person.changed summary >> nth=0")
    opened.page.wait_for_selector(".person.changed .version ins")
    assert "rewritten toward" in opened.page.inner_text(".person.changed .story >> nth=0")
    assert opened.complaints == []
    opened.page.close()


def test_people_are_sifted_by_change_and_by_name(browser: Browser, pages: dict[str, Path]):
    opened = Opened(browser, pages["one"])
    visible = opened.page.locator(".person:visible")
    everybody = visible.count()
    opened.page.click("[data-show=changed]")
    changed = visible.count()
    assert 0 < changed < everybody == 80
    opened.page.click("[data-show=same]")
    assert visible.count() == everybody - changed
    opened.page.click("[data-show=all]")
    opened.page.fill("#search", "principal")
    assert 0 < visible.count() < 10
    opened.page.close()
