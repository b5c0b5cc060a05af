"""Every command explains itself, stands in the README, and starts quickly."""

import subprocess
import sys
import time
from importlib import import_module

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from muster.cli import app
from muster.commands.boundary import CODES
from muster.commands.export import Format
from muster.recording.exporters.registry import FORMATS
from support.tree import ROOT, environment

COMMANDS = sorted(get_command(app).commands)  # pyright: ignore
HEAVY = ("numpy", "numba", "grpc", "rich", "google.protobuf", "muster.server", "muster.world")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_says_what_it_and_each_option_does(command: str):
    told = CliRunner().invoke(app, [command, "--help"]).stdout
    assert len(told.splitlines()[2].split()) >= 3
    parameters = get_command(app).commands[command].params  # pyright: ignore
    assert [parameter.name for parameter in parameters if not getattr(parameter, "help", "")] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_stands_in_the_readme(command: str):
    assert f"| `muster {command}" in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("command", ["", "run"])
def test_help_comes_at_once(command: str):
    """The best of three: the limit is for the command, not for a busy machine."""
    code = "import sys; from muster.cli import main; sys.argv[0] = 'muster'; main()"
    took: list[float] = []
    for _ in range(3):
        began = time.perf_counter()
        words = [sys.executable, "-c", code, *command.split(), "--help"]
        subprocess.run(words, env=environment(), check=True, capture_output=True)
        took.append(time.perf_counter() - began)
    assert min(took) < 0.5


def test_the_command_line_itself_imports_nothing_heavy():
    code = f"import sys, muster.cli; print(*[name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), check=True, capture_output=True, text=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize("name", CODES)
def test_every_error_with_an_exit_code_exists(name: str):
    module, _, kind = name.rpartition(".")
    assert issubclass(getattr(import_module(module), kind), Exception)


def test_export_offers_all_formats():
    assert {each.value for each in Format} == set(FORMATS)
