"""Writers by name: ours, and whatever others add to the entry-point group ``muster.writers``; checked, each of them."""

from collections.abc import Callable, Sequence
from importlib.metadata import entry_points
from pkgutil import resolve_name

from muster.optimizer.errors import StudyUnknown
from muster.optimizer.writer import Writer
from muster.optimizer.writers.checking import Checked
from muster.optimizer.writers.controls import Paraphrased, Shuffled
from muster.scenario.benchmark import BenchmarkClass
from muster.server.options import BackendOptions

GROUP = "muster.writers"
# As in pyproject.toml (a test says so), for a source tree that is not installed.
OURS = {name: f"muster.optimizer.writers.factories:{name}" for name in ("builtin", "ollama", "openai", "scripted")}

CONTROLS = ("shuffled", "paraphrased")
"""What may stand behind a name and a colon."""

Factory = Callable[[BackendOptions], Writer]


def writer_names() -> list[str]:
    """Return the names there are, ours first."""
    return [*OURS, *sorted({point.name for point in entry_points(group=GROUP)} - set(OURS))]


def make_writer(name: str, options: BackendOptions, classes: Sequence[BenchmarkClass] = ()) -> Writer:
    """Return the writer of a name such as ``builtin`` or ``builtin:shuffled``, its work checked.

    ``classes`` are the benchmark's, for the control that exchanges them.

    Raises:
        StudyUnknown: there is none of that name, or no such control.
        BackendError: it cannot be made of these options.
    """
    base, _, control = name.partition(":")
    return Checked(_controlled(_factory(base)(options), control, classes))


def _controlled(writer: Writer, control: str, classes: Sequence[BenchmarkClass]) -> Writer:
    if not control:
        return writer
    if control == "paraphrased":
        return Paraphrased(writer)
    if control == "shuffled":
        if len(classes) < 2:
            raise StudyUnknown(f"{writer.name}:shuffled needs a benchmark of two classes or more, not {len(classes)}")
        return Shuffled(writer, classes)
    raise StudyUnknown(f"no control is named {control!r}; there are: {', '.join(CONTROLS)}")


def _factory(name: str) -> Factory:
    if name in OURS:
        return resolve_name(OURS[name])
    for point in entry_points(group=GROUP, name=name):
        try:
            return point.load()
        except (ImportError, AttributeError) as error:
            raise StudyUnknown(f"writer {name!r} is installed but broken: {error}; reinstall {point.value}") from error
    raise StudyUnknown(f"no writer is named {name!r}; there are: {', '.join(writer_names())}")
