"""Renderers by name: ours, and whatever others add to the entry-point group ``muster.renderers``."""

from collections.abc import Callable
from importlib.metadata import entry_points
from pkgutil import resolve_name

from muster.render.renderer import Renderer, RenderError

GROUP = "muster.renderers"
# As in pyproject.toml (a test says so), for a source tree that is not installed.
OURS = {
    "none": "muster.render.none:Nothing",
    "panda3d": "muster.render.panda3d:Panda3D",
    "pygame": "muster.render.plan:Plan",
    "web": "muster.render.web:Web",
}

Factory = Callable[[], Renderer]


def renderer_names() -> list[str]:
    """Return the names there are, in alphabetical order."""
    return sorted({*OURS, *(point.name for point in entry_points(group=GROUP))})


def check_name(name: str) -> None:
    """Raise ``RenderError`` when there is no renderer of that name; whether it can show anything is another matter."""
    if name not in renderer_names():
        raise _unknown(name)


def make_renderer(name: str) -> Renderer:
    """Return the renderer of a name, not opened yet.

    Raises:
        RenderError: there is none of that name, or what it needs is not installed.
    """
    return _factory(name)()


def _factory(name: str) -> Factory:
    points = [*entry_points(group=GROUP, name=name)]
    try:
        if name in OURS:
            return resolve_name(OURS[name])
        if points:
            return points[0].load()
    except (ImportError, AttributeError) as error:
        missing = getattr(error, "name", None) or str(error)
        raise RenderError(f"renderer {name!r} needs {missing}, which is not installed; {_remedy(name)}") from error
    raise _unknown(name)


def _unknown(name: str) -> RenderError:
    return RenderError(
        f"no renderer is named {name!r}; there are: {', '.join(renderer_names())}. "
        f"Others can be added by packages with entry points in the group {GROUP}"
    )


def _remedy(name: str) -> str:
    if name in OURS:
        return "pip install 'muster-sim[web]'" if name == "web" else "reinstall muster-sim"
    return "reinstall the package that brings it"
