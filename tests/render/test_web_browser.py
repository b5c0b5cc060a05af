"""The web view in Chromium, in a process of its own: see ``browser.py`` for what is asked of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from support.tree import ROOT, environment

SUITE = Path(__file__).with_name("browser.py")


def test_the_web_view_works_in_a_real_browser():
    words = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "-p", "no:xdist", str(SUITE)]
    done = subprocess.run(words, check=False, cwd=ROOT, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:]
    if " passed" not in done.stdout:
        pytest.skip(next(line for line in done.stdout.splitlines() if line.startswith("SKIPPED")))
