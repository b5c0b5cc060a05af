"""The plan looks as it did when somebody last looked at it; MUSTER_UPDATE_GOLDEN=1 keeps how it looks now."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops

from render.plan_view_pictures import PICTURES, SIZE
from support.tree import ROOT

GOLDEN = Path(__file__).parent / "golden" / "plan"
FAILED = ROOT / "build" / "golden" / "plan"
MOST = 0.6  # root mean square of the difference, in 255ths: one person or one door more or less makes 1


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Draw all pictures in a process of their own."""
    folder = tmp_path_factory.mktemp("plan")
    command = [sys.executable, "-m", "render.plan_view_pictures", str(folder)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "pygame" not in done.stdout, "pygame greets whoever imports it unless it is told not to"
    return folder


@pytest.mark.parametrize("name", PICTURES)
def test_the_plan_looks_as_it_did(name: str, drawn: Path):
    actual, golden = drawn / f"{name}.png", GOLDEN / f"{name}.png"
    if os.environ.get("MUSTER_UPDATE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        Image.open(actual).save(golden, optimize=True)
    assert golden.exists(), f"{golden} is missing; MUSTER_UPDATE_GOLDEN=1 makes it"
    assert Image.open(actual).size == SIZE == Image.open(golden).size
    difference = ImageChops.difference(Image.open(golden).convert("RGB"), Image.open(actual).convert("RGB"))
    rms = float(np.sqrt(np.mean(np.square(np.asarray(difference, np.float64)))))
    if rms > MOST:
        _keep(name, golden, actual, difference)
    assert rms <= MOST, f"{name} differs by {rms:.2f} of at most {MOST}; see {FAILED}"


def _keep(name: str, golden: Path, actual: Path, difference: Image.Image) -> None:
    FAILED.mkdir(parents=True, exist_ok=True)
    shutil.copy(golden, FAILED / f"{name}-expected.png")
    shutil.copy(actual, FAILED / f"{name}-actual.png")
    difference.point([min(4 * level, 255) for level in range(256)] * 3).save(FAILED / f"{name}-difference.png")
