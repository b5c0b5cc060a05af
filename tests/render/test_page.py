"""A page holds the whole run, packed small, and nothing that others wrote becomes part of its HTML."""

import base64
import json
import re
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from typer.testing import CliRunner

from muster.cli import app
from muster.recording.errors import RecordingDamaged, RecordingExists, RecordingTooLarge
from muster.recording.exporters.audience import Nobody
from muster.recording.exporters.registry import export_as
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.render.frame import Status
from muster.render.page import motion, stories
from muster.render.page.contents import contents
from muster.render.page.export import HTML
from muster.render.page.motion import film, rate_for, squeezed
from muster.render.playback import Playback
from recording.samples import header, walk
from render.pages import ENDING, HARMFUL, SECONDS, page_recording

PEOPLE = 4


@pytest.fixture
def recording(tmp_path: Path):
    with Recording.open(page_recording(tmp_path / "run.muster", people=PEOPLE)) as opened:
        yield opened


def packed(page: Path, id: str) -> bytes:
    """What the page has in the script element called ``id``, unpacked as a browser does."""
    letters = re.search(rf'id="{id}">([^<]*)<', page.read_text(encoding="utf-8"))
    assert letters is not None
    return zlib.decompress(base64.b64decode(letters[1]))


def unsqueezed(data: bytes, frames: int, bodies: int) -> np.ndarray:
    low, high = np.frombuffer(data, np.uint8).astype(np.uint16).reshape(2, bodies, frames)
    return np.cumsum(low + (high << 8), axis=1, dtype=np.uint16).T


def test_a_page_asks_for_nothing_from_anywhere(recording: Recording):
    (page,) = export_as(recording, HTML)
    text = page.read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert re.findall(r'(?:src|href)\s*=\s*"(?!data:)|@import|url\(|fetch\(|https?://(?!www\.w3\.org)', text) == []


def test_squeezing_loses_nothing():
    series = np.random.default_rng(0).integers(0, 65536, (7, 3)).astype(np.uint16)
    assert (unsqueezed(squeezed(series), 7, 3) == series).all()


def test_a_page_says_who_was_where_to_the_centimetre(recording: Recording):
    (page,) = export_as(recording, HTML)
    about, data = json.loads(packed(page, "content-data")), packed(page, "motion-data")
    frames = about["frames"]
    assert (about["every"], frames, about["series"][0]) == (0.2, 26, ["x", PEOPLE])
    x = about["origin"][0] + about["unit"] * unsqueezed(data[: 2 * frames * PEOPLE], frames, PEOPLE)
    walked = np.stack([frame.position[:, 0] for frame in list(walk(people=PEOPLE, seconds=SECONDS))[::2]])
    assert np.abs(x - walked).max() < 0.0051


def test_a_page_knows_each_status_and_storey(recording: Recording):
    series = film(Playback(recording), Nobody()).series
    assert series["status"][0].tolist() == [Status.UNAWARE] * PEOPLE
    assert series["status"][-1, 0] == Status.OUT
    assert series["storey"][:, 1].tolist() == [1] * 26


@pytest.mark.parametrize(
    ("people", "seconds", "rate"), [(80, 180.0, 5.0), (1000, 120.0, 5.0), (1000, 3600.0, 1.0), (10_000, 3600.0, 0.1)]
)
def test_the_rate_falls_as_people_and_time_grow(people: int, seconds: float, rate: float):
    assert rate_for(people, seconds) == rate


def test_three_minutes_of_a_school_fit_in_far_less_than_a_letter_may_weigh(tmp_path: Path):
    """The promise is 1.5 MB."""
    run, page = tmp_path / "run.muster", tmp_path / "run.html"
    words = ["run", "school-alarm", "--duration", "180", "--out", str(run)]
    assert CliRunner().invoke(app, words).exit_code == 0
    done = CliRunner().invoke(app, ["export", str(run), "--to", "html"])
    assert (done.exit_code, done.stdout) == (0, f"{page}\n")
    assert page.stat().st_size < 300_000


def test_what_no_rate_can_hold_is_refused_with_a_way_out():
    with pytest.raises(RecordingTooLarge, match=r"100000 people over 3600 s .* export parquet"):
        rate_for(100_000, 3600.0)


def test_a_thinned_page_says_so_and_still_comes_to_the_end(recording: Recording, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(motion, "MOST_POSITIONS", 2)  # so that one frame in ten seconds remains
    source = Playback(recording)
    shown = film(source, Nobody())
    assert (shown.every, shown.frames) == (10.0, 2)
    about = contents(recording, source, shown, stories.stories(recording))
    assert "positions are 10 s apart" in cast("list[str]", about["notices"])[0]
    last = list(walk(people=PEOPLE, seconds=SECONDS))[-1]
    x = shown.origin[0] + shown.unit * shown.series["x"][-1]
    assert x == pytest.approx(last.position[:, 0], abs=0.0051)


def test_what_others_wrote_never_becomes_html(recording: Recording):
    (page,) = export_as(recording, HTML)
    text = page.read_text(encoding="utf-8")
    assert "document.title='hacked'" not in text
    assert "<title>sample &lt;script&gt;" in text
    about = json.loads(packed(page, "content-data"))
    assert about["people"][1][0] == HARMFUL and about["speech"][0][-1] == ENDING


def test_a_story_has_each_decision_with_its_reasons_and_shares(recording: Recording):
    told = stories.stories(recording)
    entries = told.entries[2]
    assert [entry[0] for entry in entries] == [0.15, 1.15, 2.15]
    _, why, noticed, choices, chance, how, thought, mood = entries[-1]
    text = told.strings.__getitem__
    assert (text(cast("int", why)), text(cast("int", chance))) == ("asked: something happened", "")
    assert text(cast("int", how)).startswith("by the built-in mind in ")
    assert [text(line) for line in cast("list[int]", noticed)] == ["heard the alarm"]
    assert [(text(option), share, taken) for option, share, taken in cast("list[list[int]]", choices)] == [
        ("Leave by the front door", 700, 1),
        ("Stay where you are", 200, 0),
        (ENDING, 100, 0),
    ]
    assert (text(cast("int", thought)), text(cast("int", mood))) == ("Thought 2.", "wary")


def test_of_too_many_decisions_only_changes_of_mind_are_told(recording: Recording, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(stories, "MOST_DECISIONS", 10)
    told = stories.stories(recording)
    assert told.thinned
    assert [[entry[0] for entry in entries] for entries in told.entries] == [[0.15, 2.15]] * PEOPLE
    assert {act: counts.total() for act, counts in told.acts.items()} == {"stay": 2 * PEOPLE, "exit": PEOPLE}


def test_moments_are_told_where_a_run_chose_none(recording: Recording):
    (page,) = export_as(recording, HTML)
    moments = json.loads(packed(page, "content-data"))["moments"]
    assert moments == [
        [2.0, "the alarm sounds", -1, "warning"],
        [2.0, "Person 0 is injured (the hall)", 0, "harm"],
    ]


def test_exits_count_everybody_once(recording: Recording):
    (page,) = export_as(recording, HTML)
    assert json.loads(packed(page, "content-data"))["exits"] == [{"name": "front-exit", "times": [2.0]}]


def test_a_page_never_overwrites(recording: Recording):
    out = recording.path.with_name("mine.html")
    out.write_text("mine")
    with pytest.raises(RecordingExists):
        export_as(recording, HTML, out)
    assert out.read_text() == "mine"


@pytest.mark.parametrize(
    "damage", ["UPDATE motion SET data = x'00' WHERE second = 1", "UPDATE messages SET data = x''"]
)
def test_a_failed_page_leaves_nothing(tmp_path: Path, damage: str):
    path = page_recording(tmp_path / "run.muster")
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute(damage)
    with Recording.open(path) as recording, pytest.raises(RecordingDamaged):
        export_as(recording, HTML)
    assert [file.name for file in tmp_path.iterdir()] == ["run.muster"]


def test_of_nothing_there_is_no_page(tmp_path: Path):
    Recorder(tmp_path / "run.muster", header()).close()
    with Recording.open(tmp_path / "run.muster") as recording, pytest.raises(RecordingDamaged, match="no motion"):
        export_as(recording, HTML)
