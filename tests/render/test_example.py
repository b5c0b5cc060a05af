"""The example of docs/renderers.md: a renderer in a package of its own, installed as a stranger would."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.tree import ROOT, environment

EXAMPLE = ROOT / "examples/text-renderer"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of somebody who has installed the example; nothing is fetched for it."""
    target = tmp_path_factory.mktemp("installed")
    words = ["install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--target", str(target)]
    subprocess.run([sys.executable, "-m", "pip", *words, str(EXAMPLE)], check=True, capture_output=True)
    ours = environment()
    return {**ours, "PYTHONPATH": os.pathsep.join([str(target), ours["PYTHONPATH"]])}


def test_it_draws_a_recording(installed: dict[str, str], recorded: Path):
    words = ["replay", str(recorded), "--render", "text", "--at", "25", "--speed", "32"]
    code = "import sys; sys.argv[0] = 'muster'; from muster.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *words], env=installed, check=True, capture_output=True, text=True
    )
    assert "school-intruder, seed 3" in done.stdout
    assert "T" in done.stdout.split("\n", 2)[2]


def test_it_conforms(installed: dict[str, str], tmp_path: Path):
    suite = tmp_path / "test_text.py"
    suite.write_text(
        "from muster.render.testing import RendererConformance\n"
        "from muster_text_renderer import Text\n\n\n"
        "class TestText(RendererConformance):\n    make = Text\n"
    )
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", str(suite)]
    done = subprocess.run(words, env=installed, check=False, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout


def test_it_is_as_short_as_promised():
    lines = (EXAMPLE / "muster_text_renderer.py").read_text().splitlines()
    code = lines[next(index for index, line in enumerate(lines) if line.startswith("class ")) :]
    assert len(code) <= 40
