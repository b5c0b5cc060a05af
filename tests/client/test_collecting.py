"""Garbage is looked for seldom while an episode runs, and as before when it has ended, however it ended."""

import gc

import pytest

from muster.client.collecting import collected_seldom


def test_the_limits_are_those_of_before_once_it_is_over():
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), collected_seldom():
        assert gc.get_threshold() != before and gc.isenabled()
        raise ZeroDivisionError
    assert gc.get_threshold() == before and gc.get_freeze_count() == 0
