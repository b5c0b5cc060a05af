"""Every renderer that is registered does what ``muster.render.testing`` asks of it."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from muster.render.registry import OURS
from support.tree import ROOT, environment

SUITES = Path(__file__).with_name("renderers.py")


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_renderer_conforms(name: str):
    suite = f"{SUITES}::Test{name.capitalize()}"
    words = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "-p", "no:xdist", suite]
    done = subprocess.run(words, check=False, cwd=ROOT, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:]
    if " passed" not in done.stdout:
        pytest.skip(next(line for line in done.stdout.splitlines() if line.startswith("SKIPPED")))


def test_the_registry_names_what_pyproject_registers():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]["muster.renderers"]
    assert declared == OURS
