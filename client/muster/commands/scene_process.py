"""Serves scenes of a run under way: ``python -m muster.commands.scene_process ORDER``, started by the run.

It answers one line on standard output: that it can, or why not. It hears of the run on standard input and ends with it.
"""

import json
import os
import sys
import time
from typing import Any, cast

from muster.commands.following import GLANCE_S
from muster.commands.output import complain, note
from muster.commands.scene import guard
from muster.commands.scene_run import SceneOrder
from muster.recording.errors import RecordingError
from muster.render.live.block import attach
from muster.render.live.order import Run
from muster.render.live.shared import Layout, Shared
from muster.render.live.source import LiveSource
from muster.render.renderer import RenderError
from muster.render.service import Guard, SceneServer
from muster.render.service.address import check_free, parse_address
from muster.server.errors import ServerError

NICE = 5
"""How far it stands back where processors are few: the run comes first."""
FAILED = 2
LAST_S = 2.0  # wall seconds that viewers have to read the last moments of a run


def main() -> None:
    """Serve until the run is over."""
    answers = os.dup(1)
    os.dup2(2, 1)  # whatever else is printed here
    order = cast("dict[str, Any]", json.loads(sys.argv[1]))
    layout = Layout(order.pop("people"), order.pop("threats"))
    shared, scenes = Shared(attach(order.pop("memory"), layout.size), layout), SceneOrder(**order)
    if hasattr(os, "nice"):
        os.nice(NICE)
    try:
        guarded = _checked(scenes)
    except (RenderError, ServerError) as error:
        os.write(answers, json.dumps({"error": str(error)}).encode() + b"\n")
        sys.exit(FAILED)
    os.write(answers, b"{}\n")
    os.close(answers)
    try:
        _serve(scenes, guarded, shared)
    except (RenderError, RecordingError) as error:
        complain(str(error))
        sys.exit(FAILED)


def _checked(order: SceneOrder) -> Guard:
    """Return what is asked of viewers; raises what is wrong with the order before the run begins."""
    guarded = guard(order.security())
    check_free(parse_address(order.listen, is_guarded=guarded.is_enough_for_others))
    return guarded


def _serve(order: SceneOrder, guarded: Guard, shared: Shared) -> None:
    run = Run(0)
    path = run.recording()
    if path is None:
        return
    source = LiveSource(path, shared, run.ended)
    while source.is_empty and source.is_live:  # kernels may have to be compiled
        time.sleep(GLANCE_S)
    if source.is_empty:
        source.close()
        return
    with SceneServer(source, order.listen, guarded) as server:
        if not order.is_aside:
            note(f"serving scenes at {server.address}")
        while server.is_live:
            time.sleep(GLANCE_S)
        until = time.monotonic() + LAST_S
        while server.viewers and time.monotonic() < until:
            time.sleep(GLANCE_S)


if __name__ == "__main__":
    main()
