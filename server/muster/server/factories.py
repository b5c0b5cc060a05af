"""Makes the backends that come with muster; client libraries are imported when theirs is made."""

from muster.server.backend import Backend
from muster.server.builtin import BuiltinMind
from muster.server.engine import Engine
from muster.server.errors import BackendError
from muster.server.options import BackendOptions


def builtin(options: BackendOptions) -> Backend:
    """The built-in mind, which needs none of the options."""
    return BuiltinMind()


def ollama(options: BackendOptions) -> Backend:
    """A model on an Ollama server."""
    from muster.server.engines.ollama import OllamaEngine

    if not options.model:
        raise BackendError(
            "Ollama needs a model: give one with --model NAME, and see which there are with: ollama list"
        )
    engine = OllamaEngine(
        options.host or None, slots=options.slots, num_ctx=options.num_ctx, timeout_s=options.timeout_s
    )
    return _mind(engine, options)


def scripted(options: BackendOptions) -> Backend:
    """An engine that answers from the request alone, for tests and benchmarks."""
    from muster.server.engines.scripted import Pace, ScriptedEngine

    return _mind(ScriptedEngine(Pace(slots=options.slots or Pace.slots)), options)


def _mind(engine: Engine, options: BackendOptions) -> Backend:
    from muster.server.language import LanguageMind

    return LanguageMind(engine, options.model or engine.name, decide=options.decide)
