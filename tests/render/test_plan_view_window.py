"""Hands in the plan's window, in a process of their own: SDL is one for a whole process."""

import subprocess
import sys
from pathlib import Path

from support.tree import ROOT, environment

SUITE = Path(__file__).with_name("plan_view_window.py")


def test_hands_do_in_the_window_what_they_should_and_it_leaves_nothing_behind():
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", str(SUITE)]
    done = subprocess.run(words, check=False, cwd=ROOT, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-6000:]
    assert " passed" in done.stdout
