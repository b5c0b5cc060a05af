"""Screenshots and films: moments drawn one after the other where nobody looks."""

# pyright: reportUnknownMemberType=false
# PyAV leaves the packets of its own calls untyped.

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

from muster.render.renderer import Capability, Picture, Pictures, Renderer, RenderError
from muster.render.showing import Showing
from muster.render.source import Source
from muster.render.view import View

if TYPE_CHECKING:
    from av.video.stream import VideoStream

PICTURES, FILMS = (".png", ".jpg", ".jpeg"), (".mp4",)
"""Suffixes of what can be written."""
CODECS = ("libx264", "mpeg4")
"""Tried in this order: what is in a build of ffmpeg depends on its licence."""


@dataclass(frozen=True)
class Shots:
    """Which moments: from ``start`` to ``end`` simulated seconds, at ``speed``, so many pictures a wall second."""

    start: float
    end: float
    speed: float = 1.0
    frames_per_second: int = 25

    @property
    def times(self) -> Sequence[float]:
        """The simulated second of each picture."""
        step = self.speed / self.frames_per_second
        count = int((self.end - self.start) / step + 1e-9) + 1
        return [self.start + index * step for index in range(count)]


def pictures(source: Source, renderer: Renderer, view: View, times: Sequence[float]) -> Iterator[Picture]:
    """Yield what an opened ``renderer`` shows at each of ``times``; ``RenderError`` when it hands out no pictures."""
    if Capability.PICTURE not in renderer.capabilities:
        raise RenderError("this renderer hands out no pictures; take --render panda3d or --render pygame")
    showing = Showing(source, renderer, replace(view, playing=False))
    for time in times:
        showing.view = replace(showing.view, time=time, at_live_edge=False)
        showing.step(0.0)
        yield cast("Pictures", renderer).picture()


def check_target(path: Path, suffixes: Collection[str]) -> None:
    """Raise ``RenderError`` unless a new file of one of ``suffixes`` may be made at ``path``."""
    if path.suffix.lower() not in suffixes:
        raise RenderError(f"{path} cannot be written: its name has to end in {' or '.join(suffixes)}")
    if path.exists():
        raise RenderError(f"{path} is there already and is not overwritten; name another file")


def write_picture(path: Path, picture: Picture) -> None:
    """Write ``picture`` to a new file, PNG or JPEG as its suffix says; whole or not at all."""
    import pygame

    check_target(path, PICTURES)
    height, width, _ = picture.shape
    surface = pygame.image.frombuffer(picture.tobytes(), (width, height), "RGB")
    packed = BytesIO()
    pygame.image.save(surface, packed, path.suffix)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_bytes(packed.getvalue())
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise RenderError(f"{path} cannot be written ({error.strerror}); name a file where there is room") from None


class Film:
    """An mp4 file that grows picture by picture; as a context manager it is whole or gone."""

    def __init__(self, path: Path, width: int, height: int, frames_per_second: int) -> None:
        check_target(path, FILMS)
        try:
            import av
        except ImportError as error:
            raise RenderError("films need av, which is not installed; pip install 'muster-sim[video]'") from error
        self._av, self._path = av, path
        self._unfinished = path.with_name(f".{path.name}.part")
        try:
            self._container = av.open(str(self._unfinished), "w", format="mp4")
        except (OSError, ValueError) as error:
            raise RenderError(f"{path} cannot be written ({error}); name a file in a folder there is") from None
        codec = next(name for name in CODECS if name in av.codecs_available)
        self._stream = cast("VideoStream", self._container.add_stream(codec, rate=Fraction(frames_per_second)))
        self._stream.width, self._stream.height = width // 2 * 2, height // 2 * 2  # yuv420p halves both
        self._stream.pix_fmt = "yuv420p"

    def add(self, picture: Picture) -> None:
        """Append one picture of the film's size."""
        even = picture[: self._stream.height, : self._stream.width]
        frame = self._av.VideoFrame.from_ndarray(even, format="rgb24")
        self._container.mux(self._stream.encode(frame))

    def __enter__(self) -> "Film":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._container.mux(self._stream.encode())
        self._container.close()
        if kind is None:
            self._unfinished.replace(self._path)
        else:
            self._unfinished.unlink(missing_ok=True)
