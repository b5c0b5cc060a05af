"""Every command explains itself, stands in the README, and needs little to start."""

import subprocess
import sys
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


@pytest.mark.parametrize("command", ["", "run", "serve"])
def test_help_comes_at_once(command: str):
    """Nothing heavy is imported for it; benchmarks/start.py measures how long it takes."""
    code = (
        "import sys; sys.argv[0] = 'muster'\n"
        "from muster.cli import main\n"
        "try: main()\n"
        f"finally: print('heavy:', *[name for name in {HEAVY} if name in sys.modules])"
    )
    words = [sys.executable, "-c", code, *command.split(), "--help"]
    done = subprocess.run(words, env=environment(), check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "heavy:"


@pytest.mark.parametrize("name", CODES)
def test_every_error_with_an_exit_code_exists(name: str):
    module, _, kind = name.rpartition(".")
    assert issubclass(getattr(import_module(module), kind), Exception)


def test_export_offers_all_formats():
    assert {each.value for each in Format} == {*FORMATS, "html"}
