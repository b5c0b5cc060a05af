"""What smoke lets through of a view is what the physics of extinction says, whatever the shells it is drawn with."""

import numpy as np
import pytest

pytest.importorskip("panda3d.core")

from muster.render.panda3d.fog import Map, shell_opacity
from muster.render.testing import sample_scene, sample_smoke


@pytest.mark.parametrize("shells", [3, 28])
def test_all_shells_together_dim_as_much_as_the_smoke_between(shells: int):
    radius = np.geomspace(0.5, 20.0, shells)
    through = np.prod(1.0 - shell_opacity(np.full((shells, 1), 0.3), radius), axis=0)
    assert through == pytest.approx(np.exp(-0.3 * 20.0))


def test_smoke_lies_where_its_region_does_and_nowhere_else():
    smoke = sample_smoke(900.0, 1.0)
    ground, upper = (Map(sample_scene(), storey) for storey in (0, 1))
    points = np.array([[6.0, 5.0], [13.5, 5.0], [-5.0, 5.0], [500.0, 5.0]])  # hall, way, lawn, nowhere
    assert ground.extinction(smoke, points) == pytest.approx([1.0, 0.3, 0.0, 0.0])
    assert upper.extinction(smoke, np.array([[6.0, 5.0], [6.0, 18.0]])) == pytest.approx([0.0, 0.05])
