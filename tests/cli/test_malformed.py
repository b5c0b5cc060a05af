"""Whatever a file holds, ``muster`` answers with an exit code and a sentence."""

import contextlib
import shutil
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from muster.cli import app
from support.hut import write_examples

JUNK = st.sampled_from(["", "-1", "nan", "inf", "true", '"x"', "[]", "{}", "[[1]]", "1e400", '"../.."', "2020-01-01"])
FILES = st.sampled_from(["hut-alarm.toml", "hut-people.toml", "hut.json"])


def exits(*words: object) -> int:
    """The exit code; anything but an orderly exit fails the test here."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return result.exit_code


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, str]:
    """One of the example files with the value of one line replaced, or with some characters cut out or put in."""
    name = draw(FILES)
    with TemporaryDirectory() as folder:
        write_examples(Path(folder))
        text = (Path(folder) / name).read_text()
    lines = text.splitlines()
    if draw(st.booleans()):
        index = draw(st.integers(0, len(lines) - 1))
        mark = ":" if name.endswith("json") else "="
        if mark in lines[index]:
            lines[index] = f"{lines[index].partition(mark)[0]}{mark} {draw(JUNK)}"
        return name, "\n".join(lines)
    at, length = draw(st.integers(0, len(text))), draw(st.integers(0, 20))
    return name, text[:at] + draw(st.text("\x00\"'[]{}=,a1\n\\é", max_size=5)) + text[at + length :]


@settings(max_examples=60)
@given(spoilt())
def test_a_spoilt_file_is_checked_without_a_traceback(file: tuple[str, str]):
    with TemporaryDirectory() as folder:
        scenario = write_examples(Path(folder))
        (Path(folder) / file[0]).write_text(file[1])
        assert exits("check", Path(folder) / file[0]) in (0, 1, 2)
        assert exits("check", scenario, "--plan", Path(folder) / "plan.svg") in (0, 1, 2)


@settings(max_examples=30)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_a_sentence(content: bytes):
    with TemporaryDirectory() as folder:
        file = Path(folder) / "any.toml"
        file.write_bytes(content)
        assert exits("check", file) == 2
        assert exits("run", file) == 2
        assert list(Path(folder).iterdir()) == [file]


@settings(max_examples=40)
@given(st.data())
def test_a_spoilt_recording_is_read_as_far_as_it_can_be(recording: Path, data: st.DataObject):
    content = bytearray(recording.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + 8] = data.draw(st.binary(min_size=8, max_size=8))
    length = data.draw(st.integers(0, len(content)))
    with TemporaryDirectory() as folder:
        spoilt = Path(folder) / "spoilt.muster"
        spoilt.write_bytes(content[:length] if data.draw(st.booleans()) else content)
        assert exits("info", spoilt) in (0, 2)
        assert exits("info", spoilt, "--json") in (0, 2)
        assert exits("export", spoilt, "--to", "csv") in (0, 2)
        assert exits("rerun", spoilt) in (0, 1, 2)


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "{}",
        "[]",
        '{"act":0,"gait":1,"target":-1}',
        '{"act":99,"gait":1,"target":0}',
        '{"act":3,"gait":1,"target":9999}',
    ],
)
def test_an_input_that_no_mind_would_give_is_damage(recording: Path, tmp_path: Path, payload: str):
    changed = shutil.copy(recording, tmp_path / "changed.muster")
    with contextlib.closing(sqlite3.connect(changed)) as database, database:
        database.execute("UPDATE inputs SET payload = ? WHERE number = 0", (payload,))
    assert exits("rerun", changed) == 2
