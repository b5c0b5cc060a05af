"""The panels beside the picture: on the right what to do, on the left what is going on and why."""

from collections.abc import Sequence

from viser import GuiButtonHandle, GuiHtmlHandle, Icon, ViserServer

from muster.render.actions import Action
from muster.render.chronicle import Told
from muster.render.frame import Frame
from muster.render.inputs import Seek
from muster.render.panels import Panels, clock_text
from muster.render.scene import Scene
from muster.render.view import View
from muster.render.web import keyboard, words
from muster.render.web.controls import Choice, Given, Persons, Storeys, Timeline, buttons

_WIDTH = 310  # pixels
_EVENTS = 400  # in the list to jump to
_CHOOSE = "choose an event"
_TIME = {"start": Action.TO_START, "-10 s": Action.REWIND, "+10 s": Action.FORWARD, "end": Action.TO_END}
_STEPS = {"frame back": Action.STEP_BACK, "frame on": Action.STEP}
_SPEEDS = {"slower": Action.SLOWER, "faster": Action.FASTER}
_EVENT = {"before": Action.LAST_EVENT, "next": Action.NEXT_EVENT}
_STOREY = {"down": Action.STOREY_DOWN, "up": Action.STOREY_UP, "those above": Action.ABOVE}
_CAMERA = {"home": Action.ORBIT, "top": Action.TOP, "follow": Action.FOLLOW, "eyes": Action.EYES}
_SHOW = {"names": Action.NAMES, "panels": Action.PANELS, "help": Action.HELP}
_PERSON = {"before": Action.LAST_PERSON, "next": Action.NEXT_PERSON, "nobody": Action.NOBODY}


class Board:
    """All panels of one server."""

    def __init__(self, server: ViserServer, scene: Scene, given: Given) -> None:
        server.gui.configure_theme(dark_mode=True, show_logo=False, show_share_button=False, brand_color=(74, 144, 217))
        server.gui.set_panel_label("muster")
        keyboard.bind(server.gui, given.act)
        self._offered = -1
        self._add_right(server, scene, given)
        self._add_left(server, scene, given)

    def draw(self, view: View, frame: Frame, panels: Panels, now: float) -> None:
        """Show the words of a moment; ``now`` in wall seconds."""
        self._heading.content = words.heading(panels, alarm=frame.alarm)
        self._play.label = _play_word(view)
        self._timeline.draw(view.time, panels.end, now)
        self._strip.content = words.timeline(panels, frame.time)
        self._storeys.draw(view)
        self._persons.draw(view)
        self._offer_events(panels.marks)
        self._events.draw(_CHOOSE)  # so that the same event can be gone to again
        self._help.visible = bool(panels.help)
        self._draw_left(view, panels)

    def _draw_left(self, view: View, panels: Panels) -> None:
        self._left.visible = view.shows_panels
        self._counts.content = words.counts(panels)
        self._ticker.content = words.ticker(panels)
        self._why.visible = panels.story is not None
        if panels.story is not None:
            self._why.content = words.why(panels.story)

    def _offer_events(self, marks: Sequence[Told]) -> None:
        if len(marks) != self._offered:
            self._offered = len(marks)
            told = [(f"{clock_text(each.time)} {each.text}", Seek(each.time)) for each in words.thinned(marks, _EVENTS)]
            self._events.offer([(_CHOOSE, None), *told])

    def _add_right(self, server: ViserServer, scene: Scene, given: Given) -> None:
        gui = server.gui
        server.gui.main_panel.dock_right()
        server.gui.main_panel.set_width(_WIDTH)
        self._heading: GuiHtmlHandle = gui.add_html("")
        self._help: GuiHtmlHandle = gui.add_html(words.keys(keyboard.help_of(each) for each in keyboard.ACTIONS))
        self._play: GuiButtonHandle = gui.add_button("Pause", icon=Icon.PLAYER_PLAY)

        async def pressed(event: object) -> None:
            given.act(Action.PLAY, None)

        self._play.on_click(pressed)
        self._timeline = Timeline(gui, given)
        self._strip: GuiHtmlHandle = gui.add_html("")
        for label, row in (("jump", _TIME), ("step", _STEPS), ("speed", _SPEEDS), ("event", _EVENT)):
            buttons(gui, label, row, given)
        self._events = Choice(gui, "go to", [(_CHOOSE, None)], given)
        self._storeys = Storeys(gui, scene, given)
        for label, row in (("", _STOREY), ("camera", _CAMERA), ("show", _SHOW)):
            buttons(gui, label, row, given)

    def _add_left(self, server: ViserServer, scene: Scene, given: Given) -> None:
        self._left = server.gui.add_panel()
        self._left.dock_left()
        self._left.set_width(_WIDTH)
        with self._left.add_tab("Now, and why"):
            gui = server.gui
            self._counts: GuiHtmlHandle = gui.add_html("")
            self._ticker: GuiHtmlHandle = gui.add_html("")
            self._persons = Persons(gui, scene, given)
            buttons(gui, "", _PERSON, given)
            self._why: GuiHtmlHandle = gui.add_html("", visible=False)


def _play_word(view: View) -> str:
    if view.at_live_edge:
        return "Go on" if view.holds_run else "Hold the run"
    return "Pause" if view.playing else "Play"
