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
    return _mind(engine, options, knows_slots=engine.knows_slots)


def openai(options: BackendOptions) -> Backend:
    """A model on an OpenAI-compatible server."""
    try:
        from muster.server.engines.openai import OpenAIEngine
    except ImportError as error:
        raise BackendError(
            f"OpenAI-compatible servers need a package more ({error}); get it with: pip install 'muster-sim[openai]'"
        ) from error

    if not options.model:
        raise BackendError(
            "an OpenAI-compatible server needs a model: give one with --model NAME, as it is called there"
        )
    engine = OpenAIEngine(
        options.host or None, api_key=options.api_key, slots=options.slots, timeout_s=options.timeout_s
    )
    return _mind(engine, options, knows_slots=engine.knows_slots)


def scripted(options: BackendOptions) -> Backend:
    """An engine that answers from the request alone, for tests and benchmarks."""
    from muster.server.engines.scripted import Pace, ScriptedEngine

    return _mind(ScriptedEngine(Pace(slots=options.slots or Pace.slots), keep=0), options)


def _mind(engine: Engine, options: BackendOptions, *, knows_slots: bool = True) -> Backend:
    from muster.server.engines.stack import wrapped
    from muster.server.language import LanguageMind

    stack = wrapped(engine, options, knows_slots=knows_slots)
    return LanguageMind(stack, options.model or engine.name, decide=options.decide, share=options.share)
