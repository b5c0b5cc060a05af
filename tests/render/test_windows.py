"""Windows on a real X server: what is drawn is what a person sees there."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

from support.tree import environment

XVFB = shutil.which("Xvfb") or ""
pytestmark = pytest.mark.skipif(not XVFB, reason="there is no Xvfb; install xvfb")

# Draws a few moments, then prints how much of the screen is neither black nor all one colour.
SHOW = """
import sys
from PIL import ImageGrab
from muster.render.camera import home
from muster.render.registry import make_renderer
from muster.render.renderer import Settings
from muster.render.showing import Showing
from muster.render.testing import SampleSource

source, renderer = SampleSource(), make_renderer(sys.argv[1])
renderer.open(source.scene, Settings(640, 360))
showing = Showing(source, renderer, home(source.scene))
for _ in range(10):
    showing.step(0.05)
screen = ImageGrab.grab(xdisplay="").convert("RGB")
print(len(screen.getcolors(1 << 24)))
renderer.close()
"""


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A display of our own; Xvfb says which one it has found free."""
    read, write = os.pipe()
    words = [XVFB, "-screen", "0", "640x360x24", "-displayfd", str(write)]
    server = subprocess.Popen(words, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.mark.parametrize("name", ["panda3d", "pygame"])
def test_what_is_drawn_is_on_the_screen(display: str, name: str):
    env = {**environment(), "DISPLAY": display}
    env.pop("WAYLAND_DISPLAY", None)
    done = subprocess.run([sys.executable, "-c", SHOW, name], env=env, check=True, capture_output=True, text=True)
    assert int(done.stdout.split()[-1]) > 50
