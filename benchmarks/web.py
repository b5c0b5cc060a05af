"""The web view at 1,000 people: what a call of draw() costs, and how often a browser hears where everybody is.

Everybody walks; the viewer's loop runs sixty times a second here, and whoever watches is a process of its own.
Promised: ten updates a second over loopback, and that a browser which has stopped reading costs nothing.
"""

import argparse
import json
import shutil
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import numpy as np
import viser
import zstandard
from playwright.sync_api import Page, WebSocket, sync_playwright
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from muster.render.camera import home
from muster.render.panels import panels
from muster.render.renderer import Settings
from muster.render.showing import FRAMES_PER_SECOND
from muster.render.testing import LENGTH_S, SampleSource
from muster.render.web import Web

PROMISED_HZ = 10.0
ARGUMENTS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
_COUNT_FRAMES = "() => { window.drawn = 0; const on = () => { window.drawn++; requestAnimationFrame(on) }; on() }"


class Show:
    """The viewer's loop in front of so many people."""

    def __init__(self, people: int) -> None:
        self._source, self._web = SampleSource(people), Web()
        self._view = replace(home(self._source.scene), storey=None)
        self._web.open(self._source.scene, Settings(listen="127.0.0.1:0"))
        self.address = str(self._web.address)

    def run(self, goes_on: Callable[[], bool]) -> list[float]:
        """Play while ``goes_on()``; return the milliseconds of this thread's CPU time that each draw() took."""
        began, costs = time.perf_counter(), list[float]()
        while goes_on():
            now = time.perf_counter() - began
            view = replace(self._view, time=now % LENGTH_S)
            frame = self._source.frame(view.time)
            shown = panels(view, frame, self._source, None)
            before = time.thread_time()
            self._web.draw(frame, view, shown)
            costs.append(1e3 * (time.thread_time() - before))
            time.sleep(max(1 / FRAMES_PER_SECOND - (time.perf_counter() - began - now), 0.0))
        return costs

    def close(self) -> None:
        self._web.close()


def listen(address: str, seconds: float) -> dict[str, float]:
    """Read all that is sent; return updates and megabytes a second."""
    with watching(address) as socket:
        socket.recv()
        until, updates, size = time.perf_counter() + seconds, 0, 0
        while time.perf_counter() < until:
            message = socket.recv()
            assert isinstance(message, bytes)
            updates, size = updates + moves(message), size + len(message)
    return {"updates_hz": updates / seconds, "mb_s": size / 1e6 / seconds}


def browse(address: str, program: str, seconds: float) -> dict[str, float]:
    """Watch with Chromium; return updates that came and pictures that it drew, a second."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        heard = [0]

        def count(payload: bytes | str) -> None:
            heard[0] += isinstance(payload, bytes) and moves(payload)

        def opened(socket: WebSocket) -> None:
            socket.on("framereceived", count)

        page.on("websocket", opened)
        page.goto(f"http://{address}")
        page.get_by_text("sample, seed 0").wait_for()
        page.wait_for_timeout(2_000)  # shaders are made for the first pictures
        return _counted(page, heard, seconds)


def _counted(page: Page, heard: list[int], seconds: float) -> dict[str, float]:
    page.evaluate(_COUNT_FRAMES)
    before, began = heard[0], time.perf_counter()
    page.wait_for_timeout(1e3 * seconds)
    drawn, took = float(page.evaluate("window.drawn")), time.perf_counter() - began
    return {"updates_hz": (heard[0] - before) / took, "pictures_hz": drawn / took}


def moves(message: bytes) -> bool:
    """Return whether a message of viser's says where everybody is."""
    length, packed = (int.from_bytes(message[at : at + 8], "little") for at in (0, 8))
    words = zstandard.ZstdDecompressor().decompress(message[16 : 16 + packed], max_output_size=length)
    return b"/people/bodies" in words and b"batched_positions" in words


def watching(address: str) -> ClientConnection:
    """Connect as a browser's page would."""
    protocol = Subprotocol(f"viser-v{viser.__version__}")
    return connect(f"ws://{address}", subprotocols=[protocol], max_size=None, max_queue=1, close_timeout=0.1)


def measure(people: int, seconds: float) -> dict[str, dict[str, float]]:
    """Return the figures of nobody watching, a program that reads, one that has stopped reading, and Chromium."""
    show = Show(people)
    try:
        figures = {"nobody": _costs(show, seconds)}
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            figures["a program that reads"] = _watched(show, apart.submit(listen, show.address, seconds))
            with watching(show.address):
                figures["a program that has stopped reading"] = _costs(show, seconds)
            program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
            if program is not None:
                figures["Chromium"] = _watched(show, apart.submit(browse, show.address, program, seconds))
    finally:
        show.close()
    return figures


def _watched(show: Show, watcher: "Future[dict[str, float]]") -> dict[str, float]:
    costs = show.run(lambda: not watcher.done())
    return {**_summary(costs), **watcher.result()}


def _costs(show: Show, seconds: float) -> dict[str, float]:
    until = time.perf_counter() + seconds
    return _summary(show.run(lambda: time.perf_counter() < until))


def _summary(costs: list[float]) -> dict[str, float]:
    """Return milliseconds of draw(): of one that sends (a third of them do), and the mean of all."""
    sending = sorted(costs)[-len(costs) // 4 :]
    return {"sending_ms": float(np.median(sending)), "mean_ms": float(np.mean(costs))}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=5.0, help="wall seconds a measurement")
    options = parser.parse_args()
    figures = measure(options.people, options.seconds)
    if options.json:
        print(json.dumps(figures))
        return
    print(
        f"{options.people:,} people, watched by               draw() that sends, ms  mean  updates/s  pictures/s  MB/s"
    )
    for name, row in figures.items():
        rate = row.get("updates_hz")
        verdict = "" if rate is None else "ok" if rate >= PROMISED_HZ else "BELOW"
        rest = "".join(f"{row[key]:11.1f}" if key in row else " " * 11 for key in ("updates_hz", "pictures_hz", "mb_s"))
        print(f"  {name:<36}{row['sending_ms']:22.2f}{row['mean_ms']:6.2f}{rest} {verdict}")


if __name__ == "__main__":
    main()
