"""The command line in this process, in an empty folder."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from muster.cli import app

Muster = Callable[..., Result]


@pytest.fixture
def muster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Muster:
    """Runs ``muster`` with some words, in ``tmp_path``."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="session")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short drill, recorded once; to be read only."""
    path = tmp_path_factory.mktemp("recorded") / "drill.muster"
    done = CliRunner().invoke(app, ["run", "school-alarm", "--agents", "6", "--duration", "3", "--out", str(path)])
    assert done.exit_code == 0, done.output
    return path
