"""Numbers by key: those of a generator of one's own, whoever else draws."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from muster.server.drawing import uniforms

KEYS = (0, 1, 2**63 + 12345, 2**64 - 1)
FAR = (0, 0, 0, 1)


def of_ones_own(key: int, count: int, counter: tuple[int, ...]) -> list[float]:
    return np.random.Generator(np.random.Philox(key=key, counter=counter)).random(count).tolist()


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("counter", [(0, 0, 0, 0), FAR])
def test_the_numbers_are_those_of_a_generator_of_ones_own(key: int, counter: tuple[int, ...]):
    uniforms(77, 3)  # what was drawn before leaves nothing behind
    assert uniforms(key, 23, counter) == of_ones_own(key, 23, counter)


def test_threads_draw_beside_each_other():
    keys = [*range(200)] * 5
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda key: uniforms(key, 23), keys))
    assert drawn == [of_ones_own(key, 23, (0, 0, 0, 0)) for key in keys]
