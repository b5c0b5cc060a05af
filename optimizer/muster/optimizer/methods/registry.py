"""Methods by name: ours, and whatever others add to the entry-point group ``muster.methods``."""

from collections.abc import Callable
from importlib.metadata import entry_points
from pkgutil import resolve_name

from muster.optimizer.errors import StudyUnknown
from muster.optimizer.method import Method, Setting

GROUP = "muster.methods"
# As in pyproject.toml (a test says so), for a source tree that is not installed.
OURS = {
    "none": "muster.optimizer.methods.unsteered:Unsteered",
    "explicit": "muster.optimizer.methods.explicit:Explicit",
    "explicit-loop": "muster.optimizer.methods.explicit:ExplicitLoop",
    "random": "muster.optimizer.methods.haphazard:Haphazard",
    "pevo": "muster.optimizer.methods.pevo:Pevo",
    "pevo-reset": "muster.optimizer.methods.pevo:PevoReset",
    "select": "muster.optimizer.methods.select:Select",
    "transport": "muster.optimizer.methods.transport:Transport",
    "pevo+": "muster.optimizer.methods.pevo_plus:PevoPlus",
}

Factory = Callable[[Setting], Method]


def method_names() -> list[str]:
    """Return the names there are, ours first."""
    return [*OURS, *sorted({point.name for point in entry_points(group=GROUP)} - set(OURS))]


def make_method(name: str, setting: Setting) -> Method:
    """Return the method of a name, at its start; raises StudyUnknown when there is none."""
    return _factory(name)(setting)


def _factory(name: str) -> Factory:
    if name in OURS:
        return resolve_name(OURS[name])
    for point in entry_points(group=GROUP, name=name):
        try:
            return point.load()
        except (ImportError, AttributeError) as error:
            raise StudyUnknown(f"method {name!r} is installed but broken: {error}; reinstall {point.value}") from error
    raise StudyUnknown(f"no method is named {name!r}; there are: {', '.join(method_names())}")
