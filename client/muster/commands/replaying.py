"""What ``muster replay`` does: a recording, a renderer and a first view put together."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from muster.commands.output import note, say
from muster.commands.progress import watching
from muster.commands.scene_run import SceneOrder
from muster.recording.looking_back import find
from muster.recording.reader import Recording
from muster.render.camera import home, near
from muster.render.camera_words import read_camera
from muster.render.display import check_display
from muster.render.film import FILMS, PICTURES, Film, Shots, check_target, pictures, write_picture
from muster.render.none import Nothing
from muster.render.playback import Playback
from muster.render.registry import make_renderer
from muster.render.renderer import Renderer, RenderError, Settings, Tier
from muster.render.scene import Scene
from muster.render.showing import show
from muster.render.source import Source
from muster.render.view import Above, CameraKind, View

LARGEST, SMALLEST = 7680, 64  # pixels

_WORDS: dict[str, dict[str, object]] = {
    "names": {"shows_names": True},
    "trails": {"shows_trails": True},
    "density": {"shows_density": True},
    "sight": {"shows_sight": True},
    "ghosts": {"above": Above.GHOST},
    "help": {"shows_help": True},
    "no-panels": {"shows_panels": False},
}


@dataclass(frozen=True)
class Look:
    """How to look, as written on the command line; "" where muster decides."""

    at: float
    speed: float
    camera: str
    storey: str
    select: str
    show: str
    size: str
    tier: Tier
    listen: str


@dataclass(frozen=True)
class Output:
    """Pictures to be written instead of showing anything.

    Attributes:
        until: last second of a film; None for the recording's own.
        fps: pictures a second of a film.
    """

    screenshot: Path | None
    video: Path | None
    until: float | None
    fps: int

    @property
    def is_wanted(self) -> bool:
        """Whether there is anything to write."""
        return self.screenshot is not None or self.video is not None


def carry_out(path: Path, render: str, look: Look, output: Output, scenes: SceneOrder) -> None:
    """Show the recording, serve it to other programs, or write pictures of it."""
    _check(output, look)
    renderer = make_renderer(render)
    if not output.is_wanted:
        check_display(render, renderer)
    recording = Recording.open(path, salvage=True)
    source = Playback(recording)
    try:
        view = first_view(look, recording, source)
        if output.is_wanted:
            renderer.open(source.scene, settings(look, offscreen=True))
            _write(output, source, renderer, view)
        elif scenes.listen and render == "none":
            with _served(path, scenes):
                note("stop it with Ctrl-C")
                Event().wait()
        else:
            with _served(path, scenes):
                renderer.open(source.scene, settings(look, offscreen=False))
                show(source, renderer, view)
            if isinstance(renderer, Nothing):
                say(f"{path}: {renderer.drawn} moments up to {source.end:g} s were played, and nothing was drawn.")
                note("--render panda3d, pygame or web show them; `muster info` tells what is recorded")
    finally:
        renderer.close()
        source.close()
    _tell_damage(recording)


def _check(output: Output, look: Look) -> None:
    """Raise RenderError for what cannot be done, before anything is opened for it."""
    if output.screenshot is not None and output.video is not None:
        raise RenderError("--screenshot and --video together are too much; give one of them")
    if output.screenshot is not None:
        check_target(output.screenshot, PICTURES)
    if output.video is not None:
        check_target(output.video, FILMS)
    if output.until is not None and output.video is None:
        raise RenderError("--until says where a film ends; give --video FILE with it")
    if output.until is not None and output.until < look.at:
        raise RenderError(f"--until {output.until:g} is before --at {look.at:g}; a film goes from --at to --until")


@contextmanager
def _served(path: Path, order: SceneOrder) -> Generator[None]:
    """Serve the recording to other programs within the context, if that was asked for."""
    if not order.listen:
        yield
        return
    from muster.commands.scene import scenes

    with scenes(order.listen, lambda: Playback(Recording.open(path, salvage=True)), order.security()):
        yield


def _write(output: Output, source: Playback, renderer: Renderer, view: View) -> None:
    if output.screenshot is not None:
        _screenshot(source, renderer, view, output.screenshot)
    elif output.video is not None:
        end = source.end if output.until is None else min(output.until, source.end)
        _video(source, renderer, view, output.video, Shots(min(view.time, end), end, view.speed, output.fps))


def settings(look: Look, *, offscreen: bool) -> Settings:
    """Return how to open a renderer; raises RenderError when the size cannot be read."""
    width, _, height = look.size.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise RenderError(f"--size {look.size!r} is no size; write it as 1280x720")
    if not all(SMALLEST <= int(side) <= LARGEST for side in (width, height)):
        raise RenderError(f"--size {look.size}: each side goes from {SMALLEST} to {LARGEST} pixels")
    return Settings(int(width), int(height), offscreen, look.tier, look.listen)


def first_view(look: Look, recording: Recording, source: Source) -> View:
    """Return the view to begin with; raises RenderError or NobodyMeant for words that mean nothing here."""
    scene = source.scene
    view = replace(home(scene), time=look.at, speed=look.speed)
    if look.select:
        view = near(view, find(recording, look.select), source.frame(look.at))
    if look.storey:
        view = replace(view, storey=_storey(look.storey, scene))
    for word in filter(None, (word.strip() for word in look.show.split(","))):
        if word not in _WORDS:
            raise RenderError(f"--show {word!r}: there is no such thing to show; there are: {', '.join(_WORDS)}")
        view = replace(view, **_WORDS[word])  # pyright: ignore[reportArgumentType]
    if not look.camera:
        return view
    camera = read_camera(look.camera, view.camera)
    if camera.kind in (CameraKind.FOLLOW, CameraKind.EYES) and view.selected is None:
        raise RenderError(f"--camera {camera.kind} goes with a person; say who with --select WHO")
    return replace(view, camera=camera)


def _storey(wanted: str, scene: Scene) -> int | None:
    ids = [storey.id for storey in scene.building.storeys]
    if wanted == "all":
        return None
    if wanted not in ids:
        raise RenderError(f"--storey {wanted!r}: {scene.building.name} has no such storey; it has: {', '.join(ids)}")
    return ids.index(wanted)


def _tell_damage(recording: Recording) -> None:
    for problem in recording.damage:
        note(f"muster: {problem}")


def _screenshot(source: Playback, renderer: Renderer, view: View, path: Path) -> None:
    for picture in pictures(source, renderer, view, [view.time]):
        write_picture(path, picture)
    say(str(path))


def _video(source: Playback, renderer: Renderer, view: View, path: Path, shots: Shots) -> None:
    times = shots.times
    with watching(f"film of {len(times)} pictures", shots.end - shots.start) as watcher:
        drawn = pictures(source, renderer, view, times)
        first = next(drawn)
        height, width, _ = first.shape
        with Film(path, width, height, shots.frames_per_second) as film:
            film.add(first)
            for time, picture in zip(times[1:], drawn, strict=True):
                film.add(picture)
                watcher.second(time - shots.start)
    say(str(path))
