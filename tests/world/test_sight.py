"""Line of sight: closed-form cases, and the bucket walk against asking every wall."""

import numpy as np

from muster.world.sight import sees, sees_many
from muster.world.walls import build_walls, crosses, set_door
from support.walkers import room, walls


def test_nothing_between_is_seen_and_a_wall_between_hides():
    across = walls([[0.0, 0.0, 10.0, 0.0]])
    assert sees(across, 0, 1.0, 1.0, 9.0, 0.1)
    assert not sees(across, 0, 1.0, 1.0, 9.0, -0.1)


def test_one_sees_past_the_end_of_a_wall_but_not_through_a_corner():
    corner = walls([[0.0, 0.0, 5.0, 0.0], [5.0, 0.0, 5.0, 5.0]])
    assert sees(corner, 0, 4.0, -1.0, 7.0, 0.5)
    assert not sees(corner, 0, 4.0, 1.0, 6.0, -1.0)


def test_a_closed_door_hides_and_an_open_one_does_not():
    hall = walls([[0.0, 0.0, 4.0, 0.0], [4.0, 0.0, 5.0, 0.0], [5.0, 0.0, 9.0, 0.0]])
    assert not sees(hall, 0, 4.5, -3.0, 4.5, 3.0)
    set_door(hall, 1, closed=False)
    assert sees(hall, 0, 4.5, -3.0, 4.5, 3.0)
    assert not sees(hall, 0, 4.5, -3.0, 7.5, 3.0)


def test_one_sees_over_what_is_solid_but_not_opaque():
    table = build_walls(np.array([[0.0, 0.0, 4.0, 0.0]]), np.zeros(1, np.int32), np.zeros(1, np.bool_), 1)
    assert table.solid[0] and sees(table, 0, 2.0, -1.0, 2.0, 1.0)


def test_walls_of_another_layer_hide_nothing():
    upstairs = walls([[0.0, 0.0, 4.0, 0.0]], layer=1, n_layers=2)
    assert sees(upstairs, 0, 2.0, -1.0, 2.0, 1.0)
    assert not sees(upstairs, 1, 2.0, -1.0, 2.0, 1.0)


def test_eyes_outside_the_grid_are_stopped_by_walls_within():
    assert not sees(walls(room(0.0, 0.0, 4.0, 4.0)), 0, -50.0, -3.0, 50.0, 7.1)


def test_walking_the_buckets_finds_what_asking_every_wall_finds():
    rng = np.random.default_rng(1)
    ends = rng.uniform(0.0, 30.0, (150, 2))
    segments, layers = np.hstack([ends, ends + rng.uniform(-4.0, 4.0, (150, 2))]), rng.integers(0, 2, 150)
    built = build_walls(segments, layers.astype(np.int32), rng.random(150) < 0.7, 2)
    a = rng.uniform(-5.0, 35.0, (600, 2))
    b, layer = a + rng.normal(0.0, 5.0, (600, 2)), rng.integers(0, 2, 600).astype(np.int32)
    expected = [
        not any(crosses(*p, *q, *segments[k]) for k in np.flatnonzero(built.opaque & (built.layer == on)))
        for p, q, on in zip(a, b, layer, strict=True)
    ]
    assert sees_many(built, layer, a, b).tolist() == expected
    assert sees_many(built, layer, b, a).tolist() == expected
