"""Makes the writers that come with muster; client libraries are imported when theirs is made."""

from muster.optimizer.writer import Writer
from muster.optimizer.writers.builtin import Builtin
from muster.optimizer.writers.scripted import Scripted
from muster.server.options import BackendOptions


def builtin(options: BackendOptions) -> Writer:
    """Sentences without a model, which needs none of the options."""
    return Builtin()


def scripted(options: BackendOptions) -> Writer:
    """A fixed text a class."""
    return Scripted()
