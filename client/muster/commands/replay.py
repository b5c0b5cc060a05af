"""``muster replay``: a recording, watched."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class TierName(StrEnum):
    """What may be expected of the machine."""

    AUTO = "auto"
    GPU = "gpu"
    SOFTWARE = "software"
    TINY = "tiny"


def replay(
    recording: Annotated[Path, typer.Argument(help="A file that `muster run` wrote, finished or not.")],
    render: Annotated[
        str, typer.Option(metavar="NAME", help="panda3d: 3D. pygame: plan. web: in a browser. Or a plug-in.")
    ] = "panda3d",
    at: Annotated[float, typer.Option(min=0, metavar="T", help="Begin at this simulated second.")] = 0.0,
    until: Annotated[float | None, typer.Option(min=0, metavar="T", help="With --video: the last second.")] = None,
    speed: Annotated[float, typer.Option(min=0.25, max=32, help="Simulated seconds in one of the wall clock.")] = 1.0,
    camera: Annotated[
        str,
        typer.Option(
            metavar="KIND[,KEY=N...]",
            help="orbit, fly, top, follow or eyes, then x, y, z, distance (metres), yaw, pitch (degrees).",
        ),
    ] = "",
    storey: Annotated[
        str, typer.Option(metavar="ID", help="Storey to look at: its id, or all. Otherwise the lowest.")
    ] = "",
    select: Annotated[
        str, typer.Option(metavar="WHO", help="Name, part of a name, id or number of the person to tell about.")
    ] = "",
    show: Annotated[
        str,
        typer.Option(
            metavar="WORD,...", help="Turn on: names, ghosts, help; on the plan trails, density, sight; off: no-panels."
        ),
    ] = "",
    screenshot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write one picture (.png, .jpg) and end; needs no display.")
    ] = None,
    video: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a film (.mp4) and end; needs no display.")
    ] = None,
    fps: Annotated[int, typer.Option(min=1, max=60, help="With --video: pictures a second.")] = 25,
    size: Annotated[str, typer.Option(metavar="WxH", help="Of the picture, in pixels.")] = "1280x720",
    tier: Annotated[TierName, typer.Option(help="How much this machine can draw.")] = TierName.AUTO,
    listen: Annotated[
        str, typer.Option(metavar="HOST:PORT", help="With --render web: where to serve; otherwise 127.0.0.1 only.")
    ] = "",
    scene_listen: Annotated[
        str,
        typer.Option(
            metavar="ADDR",
            help="Serve it to other programs (muster.scene.v1) at HOST:PORT or unix:PATH as well; with --render none, "
            "to them alone.",
        ),
    ] = "",
    scene_cert: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --scene-listen: its certificate chain, PEM.")
    ] = None,
    scene_key: Annotated[Path | None, typer.Option(metavar="FILE", help="Its key, PEM.")] = None,
    scene_ca: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Let in only programs with a certificate of this CA, PEM.")
    ] = None,
    scene_token_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Let in only programs that send this token.")
    ] = None,
) -> None:
    """Watch a recording: play, pause, rewind, ask why.

    In the window, ? lists the keys. --screenshot and --video write pictures instead and work without a display.
    """
    from muster.commands.replaying import Look, Output, carry_out
    from muster.commands.scene_run import SceneOrder
    from muster.render.renderer import Tier

    look = Look(at, speed, camera, storey, select, show, size, Tier[tier.name], listen)
    files = (scene_cert, scene_key, scene_ca, scene_token_file)
    scenes = SceneOrder(scene_listen, *("" if file is None else str(file) for file in files))
    carry_out(recording, render, look, Output(screenshot, video, until, fps), scenes)
