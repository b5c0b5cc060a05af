"""The web view without a browser: where it serves, what it queues and what it says."""

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest
import viser
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from muster.recording.codes import Pose
from muster.render import captions
from muster.render.actions import Action
from muster.render.camera import home
from muster.render.chronicle import Told, Weight
from muster.render.inputs import Do, Pick, Seek
from muster.render.panels import Panels, panels
from muster.render.registry import make_renderer
from muster.render.renderer import RenderError, Settings
from muster.render.story import Choice, Story
from muster.render.testing import SAMPLE_STORY, SampleSource, sample_scene
from muster.render.view import Above, CameraKind, View
from muster.render.web import Web, keyboard, words
from muster.render.web.address import Address, address_of
from muster.render.web.controls import Given
from muster.render.web.ground import Doors, shown_storeys
from muster.render.web.posture import bodies, quaternions
from muster.render.web.serving import is_own, serve, stop
from muster.render.web.shapes import Shape, box, cone, cross, head, padlock, person, planks, pyramid, ring, wheelchair
from muster.world.acts import Door

SOURCE = SampleSource()
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def web() -> Iterator[Web]:
    with closing(Web()) as web:
        web.open(SOURCE.scene, Settings(offscreen=True))
        yield web


def told(view: View, story: Story | None = None, notice: str = "") -> Panels:
    return panels(view, SOURCE.frame(view.time), SOURCE, story, notice)


@pytest.mark.parametrize("listen", ["8080", "host", ":80", "host:", "host:x", "host:65536", "host:-1", "host:²"])
def test_an_address_without_host_or_port_is_refused_with_an_example(listen: str):
    with pytest.raises(RenderError, match=r"HOST:PORT.*127\.0\.0\.1:8080") as error:
        address_of(Settings(listen=listen))
    assert repr(listen) in str(error.value)


def test_only_this_machine_is_served_unless_told():
    assert address_of(Settings()).is_private
    assert address_of(Settings(listen="[::1]:90")) == Address("::1", 90)
    assert not address_of(Settings(listen="0.0.0.0:90")).is_private


def test_a_port_in_use_is_named_with_what_to_do(web: Web):
    with pytest.raises(RenderError, match=rf"{web.address}.*--listen 127\.0\.0\.1:\d+"):
        Web().open(SOURCE.scene, Settings(listen=str(web.address)))


def test_a_host_that_is_not_here_is_refused():
    with pytest.raises(RenderError, match=r"cannot serve the web view on nowhere\.invalid:80"):
        Web().open(SOURCE.scene, Settings(listen="nowhere.invalid:80"))


def test_the_address_goes_to_standard_error_and_nothing_to_standard_output(capfd: pytest.CaptureFixture[str]):
    where = f"127.0.0.1:{free_port()}"
    with closing(Web()) as web:
        web.open(SOURCE.scene, Settings(listen=where))
    said = capfd.readouterr()
    assert f"http://{where}" in said.err
    assert "warning" not in said.err
    assert said.out == ""


def test_serving_others_is_warned_of(capfd: pytest.CaptureFixture[str]):
    with closing(Web()) as web:
        web.open(SOURCE.scene, Settings(listen=f"0.0.0.0:{free_port()}"))
    assert "anybody who can reach it can watch" in capfd.readouterr().err


def test_without_viser_the_command_to_install_it_is_named(monkeypatch: pytest.MonkeyPatch):
    for name in [name for name in sys.modules if name.startswith("muster.render.web")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "viser", None)
    with pytest.raises(RenderError, match=r"viser.*pip install 'muster-sim\[web\]'"):
        make_renderer("web")


def test_no_browser_can_open_a_tunnel_to_the_internet():
    server = serve(Address("127.0.0.1", 0))
    try:
        assert server.request_share_url() is None
    finally:
        stop(server)


def test_opening_and_closing_many_times_leaves_no_thread_behind():
    before = threading.active_count()
    for _ in range(30):
        web = Web()
        web.open(SOURCE.scene, Settings(offscreen=True))
        web.draw(SOURCE.frame(0.0), home(SOURCE.scene), told(home(SOURCE.scene)))
        web.close()
    assert threading.active_count() == before


def test_a_browser_that_never_reads_holds_nobody_up():
    """Of updates there are far more than a socket holds; a renderer that waited for it would never come back."""
    crowd = SampleSource(2_000)
    with closing(Web()) as web:
        web.open(crowd.scene, Settings(offscreen=True))
        with watching(web, max_queue=1) as stalled:
            drawing = threading.Thread(target=draw_often, args=(web, crowd, 200), daemon=True)
            drawing.start()
            drawing.join(60.0)
            assert not drawing.is_alive()
            assert stalled.recv(timeout=10)


def test_pages_of_other_sites_are_turned_away(web: Web):
    with watching(web, origin=Origin(f"http://{web.address}")) as own:
        assert own.recv(timeout=10)
    with watching(web, origin=Origin("http://elsewhere.example")) as other, pytest.raises(ConnectionClosed):
        other.recv(timeout=10)


@pytest.mark.parametrize(
    ("origin", "host", "listen", "expected"),
    [
        ("http://localhost:80", "localhost:80", "127.0.0.1:80", True),
        ("http://[::1]:80", "[::1]:80", "[::1]:80", True),
        ("http://rebound.example:80", "rebound.example:80", "127.0.0.1:80", False),
        ("http://elsewhere.example", "127.0.0.1:80", "127.0.0.1:80", False),
        ("null", "127.0.0.1:80", "127.0.0.1:80", False),
        ("http://hall-pc:80", "hall-pc:80", "0.0.0.0:80", True),
        (None, "127.0.0.1:80", "127.0.0.1:80", True),
    ],
)
def test_a_page_is_our_own_when_it_came_from_here(origin: str | None, host: str, listen: str, expected: bool):
    assert is_own(origin, host, address_of(Settings(listen=listen))) is expected


def test_what_recordings_say_is_never_taken_for_a_page():
    story = replace(
        SAMPLE_STORY,
        name=HOSTILE,
        role=HOSTILE,
        persona=(HOSTILE,),
        noticed=(HOSTILE,),
        thought=HOSTILE,
        said=HOSTILE,
        mood=HOSTILE,
        memory=(HOSTILE,),
        why_then=HOSTILE,
        source=HOSTILE,
    )
    view = home(SOURCE.scene)
    shown = replace(
        told(view, story, HOSTILE),
        title=HOSTILE,
        intents=((HOSTILE, 1),),
        smoke=((HOSTILE, HOSTILE),),
        smoke_heading=HOSTILE,
    )
    shown = replace(shown, ticker=tuple(replace(each, text=HOSTILE) for each in SOURCE.told()), marks=SOURCE.told())
    for page in (
        words.heading(shown),
        words.counts(shown),
        words.ticker(shown),
        words.why(story),
        words.timeline(shown, 1.0),
    ):
        assert "<script" not in page


def test_marks_are_thinned_evenly_when_they_are_too_many():
    marks = [Told(float(time), Weight.HARM, "") for time in range(10)]
    assert words.thinned(marks, 10) == marks
    assert [mark.time for mark in words.thinned(marks, 4)] == [0, 3, 6, 9]
    assert words.thinned([], 4) == []


def test_a_story_tells_the_options_with_the_one_taken():
    page = words.why(SAMPLE_STORY)
    assert "▶ Leave by the main exit, 6 m away" in page
    assert "70%" in page


def test_of_many_options_the_likeliest_are_told_and_the_one_taken():
    choices = tuple(Choice(f"option {number}", 0.1, number == 8) for number in range(10))
    page = words.why(replace(SAMPLE_STORY, choices=choices))
    assert [number for number in range(10) if f"option {number}" in page] == [0, 1, 2, 3, 4, 5, 8]
    assert "and 3 less likely" in page


def test_storeys_above_are_left_out_or_ghosts():
    scene = sample_scene()
    hidden = View(storey=0)
    assert shown_storeys(scene, hidden).tolist() == [True, False]
    assert shown_storeys(scene, replace(hidden, above=Above.GHOST)).all()
    assert shown_storeys(scene, View(storey=None)).all()


def test_heads_are_where_postures_have_them():
    frame = SOURCE.frame(0.0)
    figures = bodies(frame, SOURCE.scene.stature, np.arange(len(frame.pose)))
    height = (figures.head[:, 2] - frame.position[:, 2]) / SOURCE.scene.stature
    highest = {pose: float(height[frame.pose == int(pose)].max()) for pose in Pose}
    assert highest[Pose.DOWN] < highest[Pose.CRAWL] < highest[Pose.CROUCH] < highest[Pose.SEATED] < highest[Pose.STAND]


def test_a_heading_north_turns_a_figure_left_from_east():
    w, x, y, z = quaternions(np.array([np.pi / 2], np.float32))[0].tolist()
    assert (w, x, y, z) == pytest.approx((np.sqrt(0.5), 0, 0, np.sqrt(0.5)))


@pytest.mark.parametrize(
    "shape",
    [
        person(),
        head(),
        wheelchair(),
        cone(1, 1),
        pyramid(1, 1),
        cross(1),
        box(1, 1, 1),
        ring(1, 0.1),
        padlock(1),
        planks(1),
    ],
)
def test_triangles_face_outward(shape: Shape):
    """Signed volume: positive when they are anticlockwise from outside."""
    a, b, c = (shape.vertices[shape.triangles[:, k]].astype(float) for k in range(3))
    assert np.einsum("ij,ij->i", a, np.cross(b, c)).sum() > 0


def test_cameras_are_a_browsers_own_and_all_else_is_shared():
    given = Given()
    given.act(Action.TOP, 3)
    given.act(Action.PLAY, 3)
    assert [*given.wishes] == [(3, CameraKind.TOP)]
    assert [*given.inputs] == [Do("play")]


def test_inputs_come_back_once_and_in_order(web: Web):
    web.given.inputs.extend((Seek(3.0), Pick(1), Do("play")))
    view = home(SOURCE.scene)
    assert web.draw(SOURCE.frame(0.0), view, told(view)) == [Seek(3.0), Pick(1), Do("play")]
    assert web.draw(SOURCE.frame(0.0), view, told(view)) == []


def test_a_browser_can_ask_for_all_but_closing():
    assert Action.QUIT not in keyboard.ACTIONS
    assert {Action.PLAY, Action.NEXT_EVENT, Action.HELP} <= {*keyboard.ACTIONS}


def watching(web: Web, *, origin: Origin | None = None, max_queue: int = 16) -> ClientConnection:
    protocol = Subprotocol(f"viser-v{viser.__version__}")
    where = f"ws://{web.address}"
    return connect(where, subprotocols=[protocol], origin=origin, max_queue=max_queue, max_size=None, close_timeout=0.1)


def draw_often(web: Web, crowd: SampleSource, times: int) -> None:
    view = replace(home(crowd.scene), storey=None)
    for number in range(times):
        view = replace(view, time=0.05 * number)
        frame = crowd.frame(view.time)
        web.draw(frame, view, panels(view, frame, crowd, None))


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_web_view_takes_the_words_and_symbols_of_all_renderers():
    story = replace(SAMPLE_STORY, choices=(Choice("stay", 0.6, False), Choice("leave", 0.4, True)))
    page = words.why(story)
    for text in (captions.NOTICED, captions.OPTIONS, captions.BY_CHANCE, captions.decided(story)):
        assert text in page
    counted = words.counts(replace(told(home(SOURCE.scene), None, ""), intents=(("exit", 1),)))
    assert captions.MEAN_TO in counted
    assert "▲" in counted


def test_the_mark_of_the_injured_points_up():
    vertices = pyramid(0.2, 0.4).vertices
    reach = np.hypot(vertices[:, 0], vertices[:, 1])
    assert reach[vertices[:, 2].argmax()] == 0
    assert reach[vertices[:, 2] < 0.1].max() == pytest.approx(0.2)


@pytest.mark.parametrize("state", list(Door))
def test_only_barred_doors_bear_a_mark(state: Door):
    server = viser.ViserServer(host="127.0.0.1", port=0, verbose=False)
    try:
        doors = Doors(server.scene, SOURCE.scene)
        doors.draw(np.full(len(SOURCE.scene.building.doors), int(state), np.uint8), np.ones(2, np.bool_))
        assert {door: batch.handle.visible for door, batch in doors.marks.items()} == {
            Door.LOCKED: state is Door.LOCKED,
            Door.BARRICADED: state is Door.BARRICADED,
        }
    finally:
        server.stop()
