"""The viewer's loop: input changes the view, the view says which moment, the renderer draws it."""

import math
import time as wall
from collections.abc import Callable
from dataclasses import replace

from muster.recording.errors import RecordingError
from muster.render.actions import apply
from muster.render.camera import followed
from muster.render.frame import Frame
from muster.render.panels import panels
from muster.render.renderer import Capability, Renderer
from muster.render.source import Source
from muster.render.story import Story, story
from muster.render.trails import Wake
from muster.render.view import View

FRAMES_PER_SECOND = 60.0
LONGEST_S = 0.25
"""Wall seconds: after a longer pause, such as a sleeping laptop, a film goes on from where it was."""
LONGEST_PERIOD_S = 0.2
"""Wall seconds between two pictures: who presses a key does not wait longer, however dear pictures are."""
STORY_S = 0.2  # how often the story of whoever is selected is looked up while time goes on, wall seconds


class Showing:
    """One viewer in front of one source.

    Attributes:
        view: what is looked at.
        frame: the moment drawn last.
    """

    def __init__(self, source: Source, renderer: Renderer, view: View) -> None:
        self.view = replace(view, at_live_edge=source.is_live)
        self._source, self._renderer = source, renderer
        self.frame: Frame = source.frame(view.time)
        self._story: Story | None = None
        self._story_of: tuple[int | None, float] = (None, 0.0)
        self._looked_at = -STORY_S
        self._notice = ""
        self._wake = Wake(source)

    def step(self, elapsed_s: float) -> bool:
        """Let ``elapsed_s`` wall seconds pass and draw; return False once the viewer wants to close."""
        self.view = _later(self.view, self._source, elapsed_s)
        self._look()
        self.view = followed(self.view, self.frame)
        shown = panels(self.view, self.frame, self._source, self._story, self._notice)
        if self.view.shows_trails:
            shown = replace(shown, trails=self._wake.behind(self.frame))
        for given in self._renderer.draw(self.frame, self.view, shown):
            changed = apply(self.view, given, self._source, self.frame)
            if changed is None:
                return False
            self.view = changed
        return True

    def _look(self) -> None:
        """Fetch the moment and the story; a damaged second shows the moment before it and says so."""
        try:
            self.frame = self._source.frame(self.view.time)
            self._look_up_story()
            self._notice = ""
        except RecordingError as error:
            self._notice = str(error)

    def _look_up_story(self) -> None:
        who, now = self.view.selected, wall.monotonic()
        if who is None:
            self._story, self._story_of = None, (None, 0.0)
            return
        is_new = who != self._story_of[0] or abs(self.view.time - self._story_of[1]) > 1.0
        if is_new or (self.view.time != self._story_of[1] and now - self._looked_at > STORY_S):
            self._story = story(self._source.past(who, self.view.time))
            self._story_of, self._looked_at = (who, self.view.time), now


def show(
    source: Source,
    renderer: Renderer,
    view: View,
    *,
    on_view: Callable[[View], None] = lambda view: None,
    share: float = math.inf,
    clock: Callable[[], float] = wall.perf_counter,
    spent: Callable[[], float] = wall.process_time,
    sleep: Callable[[float], None] = wall.sleep,
) -> None:
    """Show ``source`` until its viewer has seen enough; without a window, until it has been played once.

    ``on_view`` is told the view after every frame: of a live run, whether it is to be held. ``share`` is how much of
    one processor drawing may take while a run goes on; ``spent`` counts processor seconds.
    """
    showing = Showing(source, renderer, view)
    ends_itself = Capability.WINDOW not in renderer.capabilities
    before = clock()
    while True:
        now, spent_before = clock(), spent()
        goes_on = showing.step(min(now - before, LONGEST_S))
        before = now
        on_view(showing.view)
        if not goes_on or (ends_itself and not source.is_live and showing.view.time >= source.end):
            return
        period = 1 / FRAMES_PER_SECOND
        if source.is_live and not showing.view.holds_run:
            period = max(period, min((spent() - spent_before) / share, LONGEST_PERIOD_S))
        left = period - (clock() - now)
        if left > 0:
            sleep(left)


def _later(view: View, source: Source, elapsed_s: float) -> View:
    if view.at_live_edge:
        return replace(view, time=source.end, at_live_edge=source.is_live)
    if not view.playing:
        return view
    time = view.time + elapsed_s * view.speed
    if time < source.end:
        return replace(view, time=time)
    return replace(view, time=source.end, at_live_edge=source.is_live, playing=source.is_live)
