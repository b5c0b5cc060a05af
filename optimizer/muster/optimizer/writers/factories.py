"""Makes the writers that come with muster; client libraries are imported when theirs is made."""

from muster.optimizer.writer import Writer
from muster.optimizer.writers.builtin import Builtin
from muster.optimizer.writers.model import ModelWriter
from muster.optimizer.writers.scripted import Scripted
from muster.server.engine import Engine
from muster.server.engines.stack import wrapped
from muster.server.errors import BackendError
from muster.server.options import BackendOptions


def builtin(options: BackendOptions) -> Writer:
    """Sentences without a model, which needs none of the options."""
    return Builtin()


def scripted(options: BackendOptions) -> Writer:
    """A fixed text a class."""
    return Scripted()


def ollama(options: BackendOptions) -> Writer:
    """A model on an Ollama server."""
    from muster.server.engines.ollama import OllamaEngine

    def engine() -> Engine:
        made = OllamaEngine(
            options.host or None, slots=options.slots, num_ctx=options.num_ctx, timeout_s=options.timeout_s
        )
        return wrapped(made, options, knows_slots=made.knows_slots)

    return ModelWriter("ollama", _model(options, "ollama"), engine)


def openai(options: BackendOptions) -> Writer:
    """A model on an OpenAI-compatible server."""
    try:
        from muster.server.engines.openai import OpenAIEngine
    except ImportError as error:
        raise BackendError(
            f"OpenAI-compatible servers need a package more ({error}); get it with: pip install 'muster-sim[openai]'"
        ) from error

    def engine() -> Engine:
        made = OpenAIEngine(
            options.host or None, api_key=options.api_key, slots=options.slots, timeout_s=options.timeout_s
        )
        return wrapped(made, options)

    return ModelWriter("openai", _model(options, "openai"), engine)


def _model(options: BackendOptions, name: str) -> str:
    if not options.model:
        raise BackendError(f"the writer {name} needs a model: give one with --writer-model NAME")
    return options.model
