"""What Panda3D draws, compared with pictures that somebody has looked at.

Expected, actual and their difference are left in build/golden/panda3d when they disagree. ``MUSTER_UPDATE_GOLDEN=1``
writes the pictures anew; look at them before you commit them.
"""

import json
import math
import os
import shutil
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from support.tree import ROOT, environment

SCRIPT = Path(__file__).with_name("panda3d_pictures.py")
GOLDEN = Path(__file__).parent / "golden" / "panda3d"
FAILED = ROOT / "build" / "golden" / "panda3d"
VIEWS = ("orbit", "top", "follow", "eyes", "ghost", "whole")
LIMIT = 1.5
"""Root mean square of 255 steps. One body less in the orbit view makes about 3; another version of the rasteriser, with
edges a pixel off here and there, less than 1."""
NO_GL = 3


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("panda3d")
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(out)], check=False, env=environment(), capture_output=True, text=True
    )
    if done.returncode == NO_GL:
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stderr[-3000:]
    if os.environ.get("MUSTER_UPDATE_GOLDEN"):
        GOLDEN.mkdir(parents=True, exist_ok=True)
        for name in VIEWS:
            shutil.copy(out / f"{name}.png", GOLDEN)
    return out


def pixels(path: Path) -> NDArray[np.float64]:
    return np.asarray(Image.open(path).convert("RGB"), np.float64)


def apart(a: Path, b: Path) -> float:
    return float(np.sqrt(np.mean((pixels(a) - pixels(b)) ** 2)))


def facts(drawn: Path) -> dict[str, dict[str, Any]]:
    return json.loads((drawn / "facts.json").read_text())


def keep(name: str, actual: Path) -> str:
    FAILED.mkdir(parents=True, exist_ok=True)
    shutil.copy(GOLDEN / f"{name}.png", FAILED / f"{name}-expected.png")
    shutil.copy(actual, FAILED / f"{name}-actual.png")
    difference = np.abs(pixels(actual) - pixels(GOLDEN / f"{name}.png")).clip(0, 255).astype(np.uint8)
    Image.fromarray(difference).save(FAILED / f"{name}-difference.png")
    return f"look at {FAILED}/{name}-*.png; if the new picture is right: MUSTER_UPDATE_GOLDEN=1"


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_looks_as_it_did(drawn: Path, name: str):
    actual = drawn / f"{name}.png"
    off = apart(actual, GOLDEN / f"{name}.png")
    assert off < LIMIT, f"{name} is {off:.2f} off; {keep(name, actual)}"


def test_the_limit_tells_pictures_apart(drawn: Path):
    assert apart(drawn / "nobody.png", GOLDEN / "orbit.png") > 4 * LIMIT
    assert min(apart(GOLDEN / f"{a}.png", GOLDEN / f"{b}.png") for a, b in combinations(VIEWS, 2)) > 4 * LIMIT


def test_opening_and_closing_thirty_times_leaves_nothing_behind(drawn: Path):
    """After the first ten, that is: caches fill."""
    left = facts(drawn)["left"]["view"]
    assert left["objects"][-1] - left["objects"][9] < 20
    assert left["files"][-1] == left["files"][9]


def test_opening_and_closing_keeps_no_more_memory_than_bare_panda3d_does(drawn: Path):
    """Which keeps 4 to 8 kB each time; a scene that stayed would weigh a megabyte, a picture 200 kB.

    The median of what single openings add: now and then the driver, or a font's atlas, takes a block for later.
    """
    left = facts(drawn)["left"]
    view, bare = (np.median(np.diff(left[kind]["kilobytes"][9:])) for kind in ("view", "bare"))
    if math.isnan(view):
        pytest.skip("only glibc tells how much memory is in use")
    assert view - bare < 10.0, f"{view:.1f} kB an opening, of which {bare:.1f} kB are Panda3D's own"


def test_the_tiny_tier_draws_people_and_says_whom_it_leaves_out(drawn: Path):
    tiny = facts(drawn)["tiny"]
    if "reason" in tiny:
        pytest.skip(tiny["reason"])
    assert tiny["differing"] > 300
    assert "500 of 600 people" in tiny["notice"]


def test_without_opengl_the_message_names_the_packages():
    """As on a machine without drivers: those there are, cannot be found."""
    hidden = {"__EGL_VENDOR_LIBRARY_FILENAMES": "/nowhere", "LIBGL_DRIVERS_PATH": "/nowhere", "DISPLAY": ""}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "/nowhere"],
        check=False,
        env=environment() | hidden,
        capture_output=True,
        text=True,
    )
    assert done.returncode == NO_GL, done.stderr[-3000:]
    for package in ("libegl1", "libgl1", "libgl1-mesa-dri"):
        assert package in done.stdout
    assert "Traceback" not in done.stderr
