"""The viewer's process: ``python -m muster.render.live.viewer ORDER``, started by a run, which it can do no harm.

It answers one line on standard output: that it can show the run, or why not. It hears of the run on standard input, and
outlives it.
"""

import json
import os
import sys
import time

from muster.recording.errors import RecordingError
from muster.render.camera import home
from muster.render.display import check_display
from muster.render.live.block import attach
from muster.render.live.order import Order, Run
from muster.render.live.shared import Shared
from muster.render.live.source import LiveSource
from muster.render.live.standing_back import stand_back
from muster.render.registry import make_renderer
from muster.render.renderer import Renderer, RenderError, Settings, Tier
from muster.render.showing import show
from muster.render.view import View

FAILED = 2


def main() -> None:
    """Be the viewer."""
    answers = _own_output()
    order = Order.from_text(sys.argv[1])
    share = stand_back(order)
    try:
        renderer = _renderer(order)
    except RenderError as error:
        os.write(answers, json.dumps({"error": str(error)}).encode() + b"\n")
        sys.exit(FAILED)
    os.write(answers, b"{}\n")
    os.close(answers)
    try:
        _show(order, renderer, share)
    except (RenderError, RecordingError) as error:
        sys.stderr.write(f"muster: {error}\n")
        sys.exit(FAILED)


def _own_output() -> int:
    """Return standard output for our answers; whatever else is printed here goes to standard error."""
    answers = os.dup(1)
    os.dup2(2, 1)
    return answers


def _renderer(order: Order) -> Renderer:
    renderer = make_renderer(order.renderer)
    if not order.offscreen:
        check_display(order.renderer, renderer)
    return renderer


def _show(order: Order, renderer: Renderer, share: float) -> None:
    shared, run = Shared(attach(order.memory, order.layout.size), order.layout), Run(0)
    path = run.recording()
    if path is None:
        return
    source = LiveSource(path, shared, run.ended)
    try:
        renderer.open(source.scene, Settings(offscreen=order.offscreen, tier=Tier[order.tier], listen=order.listen))
        if _begins(source):
            show(source, renderer, home(source.scene), on_view=lambda view: _steer(shared, view), share=share)
    finally:
        renderer.close()
        source.close()


def _begins(source: LiveSource) -> bool:
    """Wait for the first frame: kernels may have to be compiled; False when there never was one."""
    while source.is_empty and source.is_live:
        time.sleep(0.01)
    return not source.is_empty


def _steer(shared: Shared, view: View) -> None:
    shared.steer(holds=view.holds_run, steps=view.steps)


if __name__ == "__main__":
    main()
