"""A real run, recorded once for all tests of pictures."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from muster.cli import app
from muster.recording.reader import Recording
from muster.render.playback import Playback


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Half a minute of the school with an intruder; to be read only."""
    path = tmp_path_factory.mktemp("recorded") / "school.muster"
    done = CliRunner().invoke(app, ["run", "school-intruder", "--duration", "30", "--seed", "3", "--out", str(path)])
    assert done.exit_code == 0, done.output
    return path


@pytest.fixture
def playback(recorded: Path) -> Iterator[Playback]:
    source = Playback(Recording.open(recorded))
    yield source
    source.close()
