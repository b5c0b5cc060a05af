"""``muster replay`` from the command line: pictures without a display, and errors that say what to do."""

import re
from pathlib import Path

import pytest

from cli.conftest import Muster

BAD = {
    "--render nope": "there are: none, panda3d, pygame, web",
    "--render none --camera sideways": "there are: orbit, fly, top, follow, eyes",
    "--render none --camera orbit,roll=3": "'roll' is none of x, y, z",
    "--render none --camera orbit,yaw=north": "yaw is 'north', not a number",
    "--render none --camera orbit,distance=0": "distance is 0; it goes from 2 to 400",
    "--render none --storey attic": "no such storey; it has: ground",
    "--render none --select Nobody": "nobody in",
    "--render none --show unicorns": "there are: names, trails",
    "--render none --size big": "write it as 1280x720",
    "--render none --size 10x10": "from 64 to 7680 pixels",
    "--render none --screenshot x.png": "hands out no pictures",
    "--screenshot x.png --video x.mp4": "give one of them",
    "--screenshot x.gif": "has to end in .png or .jpg or .jpeg",
    "--video x.avi": "has to end in .mp4",
    "--video x.mp4 --at 2 --until 1": "is before --at 2",
    "--render none --until 2": "give --video FILE with it",
    "--render none --camera follow": "say who with --select WHO",
}


@pytest.mark.parametrize("words", BAD)
def test_bad_input_is_named_with_what_there_is(muster: Muster, recording: Path, words: str):
    done = muster("replay", recording, *words.split())
    assert done.exit_code == 2
    assert BAD[words] in " ".join(done.output.split())


@pytest.mark.parametrize("renderer", ["panda3d", "pygame"])
def test_a_window_needs_a_display(muster: Muster, recording: Path, renderer: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    done = muster("replay", recording, "--render", renderer)
    assert (done.exit_code, "--screenshot" in done.output, "--render web" in done.output) == (2, True, True)


def test_without_anybody_watching_it_plays_once(muster: Muster, recording: Path):
    done = muster("replay", recording, "--render", "none", "--at", "2.5", "--speed", "32")
    assert done.exit_code == 0
    assert re.search(r"[1-9]\d* moments up to 3 s were played", done.stdout)


def test_a_file_that_is_no_recording(muster: Muster, tmp_path: Path):
    (tmp_path / "notes.txt").write_text("hello")
    done = muster("replay", "notes.txt", "--render", "none")
    assert (done.exit_code, "not a muster recording" in done.output) == (2, True)


def test_a_screenshot_is_a_picture_of_the_size_asked_for(muster: Muster, recording: Path, tmp_path: Path):
    image = pytest.importorskip("PIL.Image")
    done = muster("replay", recording, "--render", "pygame", "--screenshot", "x.png", "--at", "2", "--size", "640x360")
    assert done.exit_code == 0, done.output
    with image.open(tmp_path / "x.png") as picture:
        assert picture.size == (640, 360)
        assert len(picture.convert("RGB").getcolors(1 << 20)) > 20


@pytest.mark.parametrize(("option", "name"), [("--screenshot", "x.png"), ("--video", "x.mp4")])
def test_what_is_there_is_not_overwritten(muster: Muster, recording: Path, tmp_path: Path, option: str, name: str):
    (tmp_path / name).write_text("mine")
    done = muster("replay", recording, "--render", "pygame", option, name)
    assert (done.exit_code, "not overwritten" in done.output) == (2, True)
    assert (tmp_path / name).read_text() == "mine"


def test_a_film_has_a_picture_for_every_moment(muster: Muster, recording: Path, tmp_path: Path):
    av = pytest.importorskip("av")
    words = ["--render", "pygame", "--video", "x.mp4", "--at", "1", "--until", "2", "--fps", "10", "--size", "320x180"]
    done = muster("replay", recording, *words)
    assert done.exit_code == 0, done.output
    with av.open(str(tmp_path / "x.mp4")) as film:
        assert sum(1 for _ in film.decode(video=0)) == 11


def test_a_film_that_cannot_be_finished_leaves_nothing(muster: Muster, recording: Path, tmp_path: Path):
    done = muster("replay", recording, "--render", "pygame", "--video", "no/such/folder/x.mp4", "--size", "320x180")
    assert done.exit_code == 2
    assert list(tmp_path.rglob("*.part")) == []
