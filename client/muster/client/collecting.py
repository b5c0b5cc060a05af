"""How often Python looks for garbage that holds itself alive while an episode runs, or minds are served."""

import gc
from collections.abc import Generator
from contextlib import contextmanager

_ALLOCATED = 20_000  # objects that hold others, more than were freed, between two looks; as many as a busy tick makes


@contextmanager
def collected_seldom() -> Generator[None]:
    """Look for such garbage seldom within the context, and never among what was there before it.

    Percepts, prompts and decisions are freed without it; with Python's own limit of 700 a tenth of an episode went into
    looking in vain, and a tenth to a fifth of a busy server's time.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_ALLOCATED, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
