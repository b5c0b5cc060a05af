"""Nobody ever crosses a wall, whatever the law, the crowd or the step would have them do."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.world.walls import crosses
from support.walkers import crowd, room, stepped, unit, walked, walls

PILLARS = [*room(3.0, 3.0, 3.4, 3.4), *room(6.0, 1.0, 6.05, 5.0), [1.0, 6.0, 5.0, 6.5]]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0.5, 8.0), st.integers(2, 150))
def test_a_crowd_pressed_at_walls_stays_on_its_side_of_them(seed: int, speed: float, people: int):
    """People dropped anywhere, on top of each other too, run towards points outside the room."""
    rng = np.random.default_rng(seed)
    segments = [*room(0.0, 0.0, 9.0, 8.0), *PILLARS]
    around, state = walls(segments), crowd(rng.uniform(0.05, 7.95, (people, 2)), speed)
    state = replace(state, radius=rng.uniform(0.1, 0.35, people))
    goal = rng.uniform(-10.0, 20.0, (people, 2))
    for _ in range(15):
        after = stepped(state, unit(goal - state.position), around)
        for a, b in zip(state.position, after.position, strict=True):
            assert not any(crosses(*a, *b, *wall) for wall in segments)
        state = after


def test_in_a_crush_everybody_keeps_half_a_radius_from_walls():
    rng = np.random.default_rng(2)
    state = walked(crowd(rng.uniform(0.5, 5.5, (150, 2))), (30.0, 3.0), walls(room(0.0, 0.0, 6.0, 6.0)), 200)
    assert state.position.min() > 0.089 and state.position.max() < 5.911


def test_a_point_of_two_walls_is_no_gap():
    wedge = walls([[0.0, -4.0, 1.0, 0.0], [1.0, 0.0, 0.0, 4.0]])
    state = walked(crowd([(0.0, 0.0)], speed=9.0), (5.0, 0.0), wedge, 100)
    assert state.position[0, 0] < 1.0


def test_nobody_is_pinned_at_a_convex_corner():
    """The way leads straight through a corner that juts out; repulsion alone would hold one there."""
    corner = walls([[0.0, 0.0, 0.0, -9.0], [0.0, 0.0, 9.0, 0.0]])
    pressed = [walked(crowd([(-0.4, y)]), (4.0, y + 4.4), corner, 1200).position[0] for y in (-0.6, -0.41, -0.4)]
    assert min(np.array(pressed)[:, 1]) > 0.0
