"""Point walkers through whole buildings: everybody arrives, nobody cuts a wall or scrapes along one."""

import numpy as np
import pytest

from muster.scenario.building_file import load_building
from muster.scenario.tower import tower
from muster.world.navigation import Router, compile_plan

STEP = 1.3 * 0.05  # metres
BUILDINGS = {
    "school": lambda: load_building("school"),
    "office": lambda: load_building("office"),
    "tower": lambda: tower(3, 6, 2),
}


class Crowd:
    """``n`` points, each from a random place to another."""

    def __init__(self, building, n, seed):
        self.plan = compile_plan(building)
        self.router = Router(self.plan)
        rng = np.random.default_rng(seed)
        regions = rng.integers(0, len(building.regions), (n, 2))
        places = [[self._place(r, rng) for r in pair] for pair in regions]
        self.position, self.target = np.array(places).transpose(1, 0, 2).copy()
        self.region = regions[:, 0].astype(np.int32)
        self.layer = self.plan.region_layer[self.region].astype(np.int32)
        self.goals = [(int(r), tuple(map(float, p))) for r, p in zip(regions[:, 1], self.target, strict=True)]
        self.steps = [self._route(i) for i in range(n)]
        self.arrived = np.zeros(n, np.bool_)
        self.standing = self.plan.walls.segment[: len(self.plan.walls.segment) - (self.plan.door_wall >= 0).sum()]

    def _place(self, region, rng):
        cells = self.plan.standing_cells(int(region))
        return cells[rng.integers(len(cells))]

    def _route(self, i):
        return self.router.next_door(int(self.region[i]), self.position[i], self.goals[i])

    def walk(self):
        field = np.array([step.field for step in self.steps])
        door = np.array([step.door for step in self.steps])
        away = self.router.aim(self.position, self.region, field, door) - self.position
        length = np.hypot(*away.T)
        self.position = self.position + away * (np.minimum(length, STEP) / np.maximum(length, 1e-9))[:, None]
        region, self.layer = self.plan.locate(self.position, self.layer, self.region)
        changed = np.flatnonzero(region != self.region)
        self.region = region
        for i in changed:
            self.steps[i] = self._route(i)
        there = self.region == [region for region, _ in self.goals]
        self.arrived = there & (np.hypot(*(self.position - self.target).T) < 0.1)

    def clearance(self):
        """Return metres from each point to the nearest wall or furniture of its layer."""
        least = np.full(len(self.position), np.inf)
        for layer in np.unique(self.layer):
            a, b = np.split(self.standing[self.plan.walls.layer[: len(self.standing)] == layer], 2, axis=1)
            rows = np.flatnonzero(self.layer == layer)
            to, along = self.position[rows, None] - a, b - a
            t = np.clip((to * along).sum(-1) / (along**2).sum(-1), 0.0, 1.0)
            least[rows] = np.hypot(*np.moveaxis(to - t[..., None] * along, -1, 0)).min(axis=1)
        return least


@pytest.mark.parametrize("name", BUILDINGS)
def test_everybody_arrives_with_room_for_a_body_on_either_side(name):
    crowd = Crowd(BUILDINGS[name](), 60, seed=5)
    assert all(step.is_reachable for step in crowd.steps)
    closest = np.inf
    for tick in range(9000):
        crowd.walk()
        if tick % 10 == 0:
            closest = min(closest, crowd.clearance()[~crowd.arrived].min(initial=np.inf))
        if crowd.arrived.all():
            break
    assert crowd.arrived.all(), np.flatnonzero(~crowd.arrived)
    assert closest > 0.12  # a shoulder may brush a jamb; the middle of the body stays off


def test_paths_are_about_as_long_as_said():
    crowd = Crowd(BUILDINGS["office"](), 40, seed=6)
    said = np.array([step.distance for step in crowd.steps])
    walked = np.zeros(len(said))
    for _ in range(9000):
        before = crowd.position
        crowd.walk()
        walked += np.hypot(*(crowd.position - before).T)
        if crowd.arrived.all():
            break
    far = said > 20.0
    assert np.median(walked[far] / said[far]) == pytest.approx(0.95, abs=0.1)
    assert (walked[far] < 1.1 * said[far] + 3.0).all()
