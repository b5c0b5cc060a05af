"""What every engine is wrapped in, from the inside out."""

from muster.server.engine import Engine
from muster.server.engines.adaptive import Adaptive
from muster.server.engines.breaking import Breaking
from muster.server.engines.budget import Budget
from muster.server.engines.caching import Caching
from muster.server.engines.counting import Counting
from muster.server.engines.replies import ReplyFile
from muster.server.engines.retrying import Retrying
from muster.server.errors import BackendError
from muster.server.options import BackendOptions


def wrapped(engine: Engine, options: BackendOptions, *, knows_slots: bool = True) -> Engine:
    """Return ``engine`` with all that the options ask for around it.

    A cached reply costs nothing and never fails, so looking up comes first; then tokens are counted, and the breaker
    judges what retrying could not mend.

    Raises:
        BackendError: there is something wrong with the file of replies.
    """
    if not knows_slots:
        engine = Adaptive(engine)
    engine = Breaking(Retrying(Counting(engine, options.totals)))
    if options.max_tokens is not None:
        engine = Budget(engine, options.max_tokens, options.totals)
    return _cached(engine, options)


def _cached(engine: Engine, options: BackendOptions) -> Engine:
    if not (options.replies or options.recorded or options.require_cached):
        return engine
    if options.require_cached and not (options.replies or options.recorded):
        raise BackendError("only cached replies are allowed, but there are none; name their file with --replies FILE")
    file = ReplyFile(options.replies, read_only=options.require_cached) if options.replies else None
    return Caching(engine, recorded=options.recorded, file=file, require_cached=options.require_cached)
