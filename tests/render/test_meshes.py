"""The triangles that every renderer in three dimensions shows."""

import math
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from muster.render.geometry.solids import plate, prism, triangulated
from muster.render.meshes import MATERIAL_COLOURS, OPEN, Leaf, Material, Mesh, leaves, meshes
from muster.scenario.building import Building, Door, DoorKind, Furniture, HidingSpot, RegionKind, Wall
from muster.scenario.building_file import load_building
from muster.scenario.geometry import area, contains
from muster.scenario.tower import tower
from muster.world.navigation.plan import compile_plan
from support.buildings import box, building, corner, leaf, opening, outside, region, stairs

L_SHAPE = ((0.0, 0.0), (4.0, 0.0), (4.0, 1.0), (1.0, 1.0), (1.0, 3.0), (0.0, 3.0))
COMB = ((0, 0), (9, 0), (9, 5), (8, 5), (8, 1), (5, 1), (5, 5), (4, 5), (4, 1), (1, 1), (1, 5), (0, 5))


def two_rooms(**door: object) -> Building:
    """Two rooms side by side, a leaf between them and a way out in the east."""
    rooms = [box("a", 0.0, 0.0, 5.0, 4.0), box("b", 5.0, 0.0, 10.0, 4.0), outside("yard", 10.0, 0.0, 22.0, 4.0)]
    inner = replace(leaf("a", "b", (5.0, 1.0), (5.0, 2.0)), **door)
    return building(rooms, [inner, leaf("b", "yard", (10.0, 1.0), (10.0, 3.0))])


def of(made: Building, material: Material, storey: int = 0) -> Mesh:
    return next(mesh for mesh in meshes(made) if mesh.material is material and mesh.storey == storey)


def corners(mesh: Mesh) -> NDArray[np.float32]:
    return mesh.vertices[mesh.triangles.astype(np.int64)]


def flat_area(triangles: NDArray[np.floating]) -> float:
    """Signed: what is seen from above counts, what is seen from below is taken off."""
    return float(np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])[:, 2].sum()) / 2


def heights_above(mesh: Mesh, x: float, y: float) -> list[float]:
    """Where an upright line through a point meets the mesh from above."""
    heights: list[float] = []
    for (ax, ay, az), (bx, by, bz), (cx, cy, cz) in corners(mesh).tolist():
        twice = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        if twice > 1e-9:
            u = ((x - ax) * (cy - ay) - (y - ay) * (cx - ax)) / twice
            v = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / twice
            if u >= 0 and v >= 0 and u + v <= 1:
                heights.append(az + u * (bz - az) + v * (cz - az))
    return heights


@pytest.mark.parametrize("polygon", [L_SHAPE, COMB, L_SHAPE[::-1], COMB[::-1]])
def test_a_floor_covers_its_polygon_and_faces_up(polygon: tuple[tuple[float, float], ...]):
    triangles = plate(polygon, 1.5)
    assert len(triangles) == len(polygon) - 2
    assert flat_area(triangles) == pytest.approx(area(polygon))
    assert np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])[:, 2].min() >= 0
    assert all(contains(polygon, tuple(middle[:2])) for middle in triangles.mean(axis=1))


def test_a_polygon_with_corners_on_its_sides_is_covered_too():
    polygon = ((0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 1.0))
    assert sum(area([polygon[i] for i in each]) for each in triangulated(polygon)) == pytest.approx(4.0)


def test_a_prism_is_closed_but_for_its_bottom_and_faces_outwards():
    """By the divergence theorem the open bottom at z = 0 adds nothing to the volume."""
    triangles = prism(L_SHAPE[::-1], 0.0, 2.0)
    volume = np.einsum("ti,ti->t", triangles[:, 0], np.cross(triangles[:, 1], triangles[:, 2])).sum() / 6
    assert volume == pytest.approx(2.0 * area(L_SHAPE))


@pytest.mark.parametrize("made", [two_rooms(), tower(3, 2), stairs(), corner(), load_building("school")])
def test_meshes_are_sound(made: Building):
    all_meshes = meshes(made)
    keys = [(mesh.storey, mesh.material) for mesh in all_meshes]
    assert len(set(keys)) == len(keys)
    assert {mesh.storey for mesh in all_meshes} == set(range(len(made.storeys)))
    for mesh in all_meshes:
        assert (mesh.vertices.dtype, mesh.normals.dtype, mesh.triangles.dtype) == (np.float32, np.float32, np.uint32)
        assert np.isfinite(mesh.vertices).all()
        assert mesh.triangles.max() < len(mesh.vertices) == len(mesh.normals)
        each = corners(mesh).astype(np.float64)
        across = np.cross(each[:, 1] - each[:, 0], each[:, 2] - each[:, 0])
        assert (np.einsum("ti,ti->t", across, mesh.normals[mesh.triangles[:, 0].astype(np.int64)]) > 0).all()
        assert np.linalg.norm(mesh.normals, axis=1) == pytest.approx(1.0, abs=1e-4)


def test_every_material_has_a_colour():
    assert set(MATERIAL_COLOURS) == set(Material)


def test_floors_are_as_large_as_their_regions():
    school = load_building("school")
    rooms = sum(area(region.polygon) for region in school.regions if region.kind is RegionKind.ROOM)
    assert flat_area(corners(of(school, Material.FLOOR))) == pytest.approx(rooms, rel=1e-5)


def stands_at(made: Building, x: float, y: float, z: float) -> set[Material]:
    """The materials of walls that stand at a point: their top above it, their foot below."""
    return {
        material
        for material, low, high in ((Material.WALL, -0.2, 1.1), (Material.WALL_ABOVE, 1.1, 3.0))
        if low < z < high and any(height > z for height in heights_above(of(made, material), x, y))
    }


def test_walls_have_gaps_where_doors_are_and_lintels_above_them():
    made = two_rooms()
    assert stands_at(made, 5.0, 3.3, 0.5) == {Material.WALL}
    assert stands_at(made, 5.0, 3.3, 2.5) == {Material.WALL_ABOVE}
    assert stands_at(made, 5.0, 1.51, 0.5) == set()
    assert stands_at(made, 5.0, 1.51, 2.5) == {Material.WALL_ABOVE}
    assert corners(of(made, Material.WALL_ABOVE)).reshape(-1, 3)[:, 2].min() == pytest.approx(1.1)


def test_open_ground_has_no_walls():
    assert not stands_at(two_rooms(), 22.0, 2.0, 0.5)
    assert not stands_at(two_rooms(), 16.0, 0.0, 0.5)


def test_free_standing_walls_and_furniture_stand():
    made = replace(
        two_rooms(),
        walls=(Wall("0", ((2.0, 1.0), (2.0, 3.0))),),
        furniture=(Furniture("0", ((3.0, 1.0), (4.0, 1.0), (4.0, 2.0), (3.0, 2.0)), 0.75),),
    )
    assert stands_at(made, 2.0, 2.0, 0.5) == {Material.WALL}
    assert heights_above(of(made, Material.FURNITURE), 3.5, 1.6) == pytest.approx([0.75])


@pytest.mark.parametrize("made", [stairs(), tower(4, 2)])
def test_a_straight_flight_has_steps_where_feet_are(made: Building):
    """Within half a step and the 15 percent of a flight by which the world's slope may bend near its corners."""
    plan = compile_plan(made)
    for index, stair in enumerate(made.regions):
        if stair.kind is RegionKind.STAIR:
            storey = [each.id for each in made.storeys].index(stair.storey)
            low, high = np.min(stair.polygon, axis=0), np.max(stair.polygon, axis=0)
            points = low + np.random.default_rng(0).uniform(0.05, 0.95, (20, 2)) * (high - low)
            feet = plan.z_at(np.full(20, index, np.int32), points)
            mesh = of(made, Material.STAIR, storey)
            pairs = zip(points, feet, strict=True)
            tops = [min(heights_above(mesh, *point), key=lambda z: abs(z - foot)) for point, foot in pairs]
            assert np.abs(np.array(tops) - feet).max() < 0.085 + 0.15


def test_a_flight_that_turns_is_a_slope_where_feet_are():
    """Foot and head side by side at the same end: no steps could follow that."""
    turning = replace(
        region("stair", ((0.0, 0.0), (3.0, 0.0), (3.0, 6.0), (0.0, 6.0)), RegionKind.STAIR),
        rises_to="1",
        walking_length=12.0,
    )
    rooms = [turning, box("low", 0.0, -4.0, 1.5, 0.0), region("high", box("h", 1.5, -4, 3, 0).polygon, storey="1")]
    doors = [opening("stair", "low", (0.2, 0.0), (1.2, 0.0)), opening("stair", "high", (1.8, 0.0), (2.8, 0.0))]
    made = building(rooms, doors, storeys=tower(2).storeys)
    points = np.array([[0.7, 0.5], [1.5, 3.0], [2.3, 0.5], [2.5, 5.5]])
    feet = compile_plan(made).z_at(np.zeros(4, np.int32), points)
    tops = [heights_above(of(made, Material.STAIR), *point)[0] for point in points]
    assert tops == pytest.approx(feet.tolist(), abs=0.1)
    assert max(tops) - min(tops) > 1.0


def test_signs_hang_at_signed_exits_only():
    made = replace(two_rooms(), muster_points=())
    unsigned = replace(made, exits=tuple(replace(each, signed=False) for each in made.exits))
    assert of(made, Material.SIGN).vertices[:, 2].min() > 2.1
    assert Material.EXIT in {mesh.material for mesh in meshes(unsigned)}
    assert Material.SIGN not in {mesh.material for mesh in meshes(unsigned)}


@pytest.mark.parametrize("kind", ["inside a tall cupboard", "under the desks", "behind the curtain", "behind a sofa"])
def test_hiding_spots_leave_room_for_who_hides_and_can_be_looked_into(kind: str):
    made = replace(two_rooms(), hiding_spots=(HidingSpot("spot", "a", (2.0, 0.6), kind, 2),))
    spot = of(made, Material.HIDING)
    assert np.abs(spot.vertices[:, :2].mean(axis=0) - (2.0, 0.6)).max() < 1.2
    assert all(height > 0.6 for height in heights_above(spot, 2.0, 0.6))


def test_a_muster_point_is_as_wide_as_it_reaches():
    made = two_rooms()
    point = made.muster_points[0]
    reach = np.linalg.norm(of(made, Material.MUSTER).vertices[:, :2] - point.at, axis=1).max()
    assert reach == pytest.approx(point.radius, rel=1e-4)


def tip(leaf: Leaf, turned: float) -> tuple[float, float]:
    yaw = leaf.closed + turned
    return leaf.hinge[0] + leaf.width * math.cos(yaw), leaf.hinge[1] + leaf.width * math.sin(yaw)


@pytest.mark.parametrize("into", ["a", "b"])
def test_a_leaf_opens_into_the_region_it_swings_to(into: str):
    made = two_rooms(swing=into)
    hung = leaves(made)[0]
    assert tip(hung, 0.0) == pytest.approx((5.0, 2.0))
    assert abs(hung.swing) == OPEN
    assert contains(made.region(into).polygon, tip(hung, hung.swing))


def test_a_wide_door_has_two_leaves_that_meet():
    first, second = (each for each in leaves(two_rooms()) if each.door == 1)
    assert tip(first, 0.0) == pytest.approx(tip(second, 0.0))
    assert first.width + second.width == pytest.approx(2.0)


def test_sliding_doors_slide_and_openings_have_no_leaf():
    assert leaves(two_rooms())[0].slides > 0.8
    openings = Door("gap", ((5.0, 1.0), (5.0, 2.0)), ("a", "b"), DoorKind.OPENING)
    assert leaves(replace(two_rooms(), doors=(openings,))) == ()


def test_leaves_stand_on_their_storey():
    assert {hung.hinge[2] for hung in leaves(tower(3, 1)) if hung.storey == 2} == {6.0}
