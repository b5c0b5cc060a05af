"""Keys in the browser: those of every renderer, but for keys that browsers and viser's cameras have for themselves."""

from collections.abc import Callable

from viser import CommandEvent, GuiApi

from muster.render.actions import BINDINGS, Action

_VISER = {Action.AHEAD, Action.BACK, Action.LEFT, Action.RIGHT, Action.RISE, Action.SINK, Action.FLY}
_PLAN = {Action.TRAILS, Action.DENSITY, Action.SIGHT}
ACTIONS = tuple(action for action in Action if action not in {*_VISER, *_PLAN, Action.QUIT})
"""What a browser can ask for: not to close, since others may be watching."""
_TAKEN = frozenset({"left", "right", "up", "down", "tab", "backspace", "+"})
"""Arrows turn viser's camera, tab goes through the page's controls, and a plus is how viser joins keys."""
_NAMES = {"page_up": "pageup", "page_down": "pagedown"}

Told = Callable[[Action, int | None], None]
"""Told which action, and by which browser."""


def bind(gui: GuiApi, tell: Told) -> None:
    """Give every action a line in the command palette (Ctrl+K) and, where one is free, its key."""
    for action in ACTIONS:
        _bind(gui, action, tell)


def help_of(action: Action) -> tuple[str, str]:
    """Return the keys of an action in a browser, and what it does."""
    return " ".join(_keys(action)), BINDINGS[action].help


def _bind(gui: GuiApi, action: Action, tell: Told) -> None:
    key = next(iter(_keys(action)), None)
    command = gui.add_command(
        BINDINGS[action].help,
        hotkey=_NAMES.get(key, key) if key else None,  # pyright: ignore[reportArgumentType] # browsers know more keys
        modifier="shift" if key == "?" else None,
    )

    async def triggered(event: CommandEvent) -> None:
        tell(action, event.client_id)

    command.on_trigger(triggered)


def _keys(action: Action) -> tuple[str, ...]:
    return tuple(key for key in BINDINGS[action].keys if key not in _TAKEN)
