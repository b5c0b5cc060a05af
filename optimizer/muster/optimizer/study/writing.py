"""The writer of a study."""

from muster.optimizer.study.spec import Spec
from muster.optimizer.writer import Writer
from muster.optimizer.writers.registry import make_writer
from muster.server.options import BackendOptions


def writer_of(spec: Spec, host: str = "") -> Writer:
    """Return who rewrites in a study, checked; ``host`` replaces where its model is asked."""
    options = BackendOptions(
        model=str(spec.writing.get("model", "")),
        host=host or str(spec.writing.get("host", "")),
    )
    return make_writer(spec.writer, options, spec.benchmark.classes)
