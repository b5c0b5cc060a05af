"""Plays minds with a model if there is one here, else without; and says which, and why."""

import asyncio
from dataclasses import replace
from typing import NamedTuple

from muster.server.backend import Backend
from muster.server.engine import EngineError
from muster.server.engines.installed import Installed, listed, named, suitable
from muster.server.factories import builtin, ollama
from muster.server.options import BackendOptions

_LOOK_S = 3.0  # wall seconds; an Ollama on this machine lists its models in milliseconds


class Chosen(NamedTuple):
    """A backend, and a sentence for the user on how it came to be this one."""

    backend: Backend
    why: str


def choose_backend(options: BackendOptions) -> Chosen:
    """Return an Ollama's model when one answers and has the model asked for, or a suitable one; else the built-in mind.

    Suitable is what ``muster.server.engines.installed.suitable`` says. Must not be called on an event loop.
    """
    return asyncio.run(_choose(options))


async def _choose(options: BackendOptions) -> Chosen:
    from muster.server.engines.ollama import OllamaEngine

    try:
        engine = OllamaEngine(options.host or None)
    except EngineError as error:
        return _without(str(error), options)
    try:
        async with asyncio.timeout(_LOOK_S):
            installed = await engine.installed()
    except EngineError as error:
        return _without(str(error), options)
    except TimeoutError:
        return _without(f"Ollama at {engine.address} did not list its models within {_LOOK_S:g} s", options)
    finally:
        await engine.close()
    return _among(installed, engine.address, options)


def _among(installed: list[Installed], address: str, options: BackendOptions) -> Chosen:
    found = named(options.model, installed) if options.model else suitable(installed)
    if found is None:
        wanted = f"model {options.model!r}" if options.model else "model that chats"
        remedy = f"get it with: ollama pull {options.model or 'llama3.2'}"
        return _without(f"Ollama at {address} has no {wanted} (it has: {listed(installed)}; {remedy})", options)
    which = "as asked for" if options.model else f"the most suitable of: {listed(installed)}"
    backend = ollama(replace(options, model=found.name))
    return Chosen(backend, f"minds are played by {found.name} ({which}), on Ollama at {address}")


def _without(why: str, options: BackendOptions) -> Chosen:
    return Chosen(builtin(options), f"minds are built in, no language model plays them: {why}")
