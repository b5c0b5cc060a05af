"""Characters to cast from, for the method that rewrites nobody: texts of shipped personas, and mixtures of them."""

from functools import cache

import numpy as np

from muster.optimizer.texts import FIELDS, Texts, texts_of
from muster.scenario.library import assets_dir
from muster.scenario.persona_file import read_personas

SIZE = 300


@cache
def pool(seed: int, size: int = SIZE) -> tuple[Texts, ...]:
    """Return ``size`` characters: the shipped ones as they are, then each text drawn from one of them."""
    files = sorted((assets_dir() / "personas").glob("*.toml"))
    shipped = [texts_of(persona) for file in files for persona in read_personas(file).personas]
    rng = np.random.default_rng([seed, 5])
    mixed = [
        Texts(**{name: getattr(shipped[int(rng.integers(len(shipped)))], name) for name in FIELDS})
        for _ in range(max(size - len(shipped), 0))
    ]
    return (*shipped, *mixed)[:size]
