"""The page: all that was asked for, nothing from elsewhere, nothing unescaped."""

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from analysis.made_tracks import MadeUp, scenario, spec
from muster.analysis.comparing import difference
from muster.analysis.csv_tables import csv_tables
from muster.analysis.folder import Folder
from muster.analysis.job import Job
from muster.analysis.report.levels import COLOURS
from muster.analysis.report.page import page
from muster.analysis.running import Minds, run_study
from muster.analysis.summary import LAST, Summary, summarised
from muster.analysis.sweep import Variant
from muster.commands.egress_tables import told


def summary(folder: Path, variants: tuple[Variant, ...], runner: MadeUp | None = None, repeat: int = 4) -> Summary:
    asked = replace(spec(repeat), settings=tuple(each.settings for each in variants))
    begun = Folder.begin(folder, asked, variants, resume=False)
    run_study(begun, Minds("nowhere"), runner or MadeUp(), 2, lambda done, told: None)
    return summarised(begun)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    return summary(tmp_path_factory.mktemp("study") / "alone", (Variant({}, scenario()),))


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    variants = tuple(Variant({"duration": time}, replace(scenario(), duration=time)) for time in (60.0, 90.0))
    return summary(tmp_path_factory.mktemp("study") / "swept", variants)


class Wellformed(HTMLParser):
    """Counts what is open; every element of ours is closed or void."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for key, value in attrs if key in ("src", "href")]
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("which", ["alone", "swept"])
def test_the_page_is_whole_and_loads_nothing(which: str, request: pytest.FixtureRequest):
    found = page(request.getfixturevalue(which))
    parser = Wellformed()
    parser.feed(found)
    assert parser.open == []
    assert all(link.startswith(("#", "data:")) for link in parser.links)
    assert "default-src 'none'" in found and "<script" not in found


@pytest.mark.parametrize(
    "said",
    [
        "Times over runs",
        "Who is out when",
        "Which exits",
        "Were these enough runs?",
        "Queues at doors",
        "over 4 people per m²",
        "Who stayed inside, and why",
        "Levels of service",
        "How the figures are made",
        "muster study made-up",
        "Only 4 runs",
        "Not converged",
        "stand-in",
    ],
)
def test_the_page_has_what_a_client_asks_for(alone: Summary, said: str):
    assert said in page(alone)


def test_every_run_has_a_curve_and_there_is_one_median(alone: Summary):
    found = page(alone)
    assert found.count('class="run"') == 4
    assert found.count('class="median"') == 1


def test_the_plan_is_coloured_where_people_were(alone: Summary):
    assert COLOURS["A"] in page(alone).split("Levels of service, storey by storey")[1].split("<figcaption")[0]


def test_names_are_escaped(alone: Summary):
    (only,) = alone.combinations
    named = replace(only.variant, scenario=replace(only.variant.scenario, description="<script>alert(1)</script>"))
    found = page(replace(alone, combinations=(replace(only, variant=named),)))
    assert "<script" not in found and "&lt;script&gt;" in found


def test_combinations_are_compared_and_each_is_shown(swept: Summary):
    found = page(swept)
    assert "The combinations compared" in found
    assert all(f'id="combination-{number}"' in found for number in (0, 1))


def test_differences_are_taken_seed_by_seed(swept: Summary):
    """Both combinations are the same people at the same speeds: no difference, though runs differ among themselves."""
    first, second = swept.combinations
    found = difference(first, second)
    last = swept.combinations[0].times[LAST]
    assert found is not None and last is not None
    assert (found.runs, found.mean, found.sd) == (4, 0.0, 0.0)
    assert last.sd > 0


def test_tables_have_a_row_a_person_and_every_column_its_name(alone: Summary):
    tables = {name: list(csv.reader(io.StringIO(text))) for name, text in csv_tables(alone).items()}
    assert all(len(row) == len(rows[0]) for rows in tables.values() for row in rows)
    people = tables["people.csv"]
    assert len(people) == 1 + 4 * 4
    out = [float(row[people[0].index("out_at_s")]) for row in people[1:]]
    assert max(out) == pytest.approx(float(alone.combinations[0].times[LAST].greatest))  # pyright: ignore[reportOptionalMemberAccess]


def test_who_stayed_inside_is_told_with_the_reason_and_the_place(tmp_path: Path):
    class Stays(MadeUp):
        def shown(self, job: Job) -> dict[str, Any]:
            run = super().shown(job)
            last = {"out_at": None, "exit": None, "reason": "hiding", "region": "room"}
            return run | {key: [*run[key][:-1], value] for key, value in last.items()}

    found = page(summary(tmp_path / "study", (Variant({}, scenario()),), Stays()))
    assert "Somebody was inside at the end in 4 of 4 runs." in found
    assert "Room 4" in found


def test_the_terminal_names_exits_as_the_report_does(alone: Summary):
    named = {exit.id: exit.name for exit in scenario().building.exits}
    used = [exit for exit, found in alone.combinations[0].exits.items() if found.mean > 0]
    line = next(line for line in told(alone).splitlines() if line.startswith("Exits"))
    assert used and all(f"{named[exit]} " in line and exit not in line for exit in used)
