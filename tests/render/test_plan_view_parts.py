"""What the plan computes before it draws: wedges, densities, trails, and how words share the room there is."""

from dataclasses import replace
from typing import Any

import numpy as np
import pygame
import pytest

from muster.recording.errors import RecordingDamaged
from muster.render.frame import Frame, Status, statuses
from muster.render.inputs import Seek
from muster.render.palette import STATUS_COLOURS, STATUS_WORDS
from muster.render.panels import Panels
from muster.render.plan.atlas import Atlas
from muster.render.plan.density import CRITICAL, colours_of, density
from muster.render.plan.fitting import Section, fitted
from muster.render.plan.floors import floors
from muster.render.plan.foot import Track
from muster.render.plan.ground import Ground
from muster.render.plan.layout import laid_out
from muster.render.plan.lens import Lens
from muster.render.plan.lettering import Lettering
from muster.render.plan.people import draw_threat
from muster.render.plan.sheet import Sheet
from muster.render.plan.side import draw_side
from muster.render.plan.sight import FIELD, clear_lengths, opaque_lines, wedges
from muster.render.plan.sprites import symbol_of
from muster.render.showing import Showing
from muster.render.trails import SPAN_S, STEP_S, Wake
from render.plan_view_samples import WALKER, Playing, first_view, frame, scene

OF_PEOPLE = [status for status in Status if status is not Status.RESPONDER]  # the sample has nobody come to help


def everybody() -> Panels:
    """Return panels with a count for each status."""
    counts = tuple((status, STATUS_WORDS[status], 11 + int(status)) for status in OF_PEOPLE)
    return Panels("", "", "", counts, (), (), None, (), 60.0, ())


WALL = np.array([[3.0, -1.0, 3.0, 1.0]])


@pytest.fixture
def lettering():
    pygame.font.init()
    yield Lettering()
    pygame.font.quit()


def test_a_wedge_ends_at_the_wall_and_beyond_it_at_its_reach():
    lengths = clear_lengths(np.zeros((1, 2)), np.array([[[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]]]), WALL, 5.0)
    assert lengths.tolist() == [[3.0, 5.0, 5.0]]


def test_a_wedge_is_as_wide_as_its_field():
    points = wedges(np.zeros((1, 2)), np.array([0.5]), np.zeros((0, 4)), field=FIELD, reach=2.0, rays=7)[0]
    first, last = points[1], points[-1]
    assert np.arccos(first @ last / 4) == pytest.approx(FIELD)
    assert np.arctan2(*points[4][::-1]) == pytest.approx(0.5)


def test_each_person_has_walls_of_their_own():
    origin = np.array([[0.0, 0.0], [100.0, 0.0], [2.0, 0.0]])
    way = np.broadcast_to(np.array([[[1.0, 0.0]]]), (3, 1, 2))
    assert clear_lengths(origin, way, WALL, 5.0).ravel().tolist() == [3.0, 5.0, 1.0]


def test_closed_doors_stop_eyes_and_open_ones_do_not():
    ground, moment = floors(scene())[0], frame(0.0)
    at, north = np.array([[2.6, 2.0], [8.6, 2.0]]), np.full((2, 1, 2), [0.0, 1.0])
    through_open, against_closed = clear_lengths(at, north, opaque_lines(ground, moment), 8.0).ravel()
    assert (through_open, against_closed) == (8.0, 2.0)


def test_nobody_sees_another_storey_along_the_stair():
    ground, moment = floors(scene())[0], frame(0.0)
    (length,) = clear_lengths(np.array([[20.0, 2.0]]), np.full((1, 1, 2), [1.0, 0.0]), opaque_lines(ground, moment), 40)
    assert length[0] == pytest.approx(10.0)


def test_density_adds_up_to_how_many_there_are():
    rng = np.random.default_rng(0)
    points = rng.uniform(5, 15, (37, 2)).astype(np.float32)
    xs = ys = np.arange(0, 20, 0.1)
    assert density(points, xs, ys).sum() * 0.1**2 == pytest.approx(37, rel=1e-3)


@pytest.mark.parametrize("per_square_metre", [1.0, 4.0])
def test_density_of_an_even_crowd_is_what_it_is(per_square_metre: float):
    places = np.arange(0, 12, per_square_metre**-0.5)
    points = np.stack(np.meshgrid(places, places), axis=-1).reshape(-1, 2).astype(np.float32)
    middle = np.linspace(4, 6, 9)
    assert density(points, middle, middle) == pytest.approx(np.full((9, 9), per_square_metre), rel=0.1)


def test_the_colour_changes_at_once_where_crowding_becomes_critical():
    below, above = colours_of(np.array([CRITICAL - 0.02, CRITICAL + 0.02]))[:, :3].astype(int)
    assert np.abs(above - below).max() > 100
    near, nearer = colours_of(np.array([2.0, 2.04]))[:, :3].astype(int)
    assert np.abs(nearer - near).max() < 10


def test_seeking_and_playing_leave_the_same_trails():
    played = Wake(Playing())
    for time in np.arange(18.0, 25.0, 0.13).tolist():
        played.behind(frame(time))
    last = frame(25.05)
    one, other = played.behind(last), Wake(Playing()).behind(last)
    assert one.time.tolist() == other.time.tolist()
    assert np.array_equal(one.position, other.position)
    assert np.array_equal(one.threat_position, other.threat_position)


@pytest.mark.parametrize("time", [0.0, 0.2, 0.5, 7.0, 20.0, 33.33])
def test_trails_end_now_and_begin_a_quarter_of_a_minute_ago(time: float):
    trails = Wake(Playing()).behind(frame(time))
    assert trails.time[-1] == time
    assert trails.time[0] == pytest.approx(max(time - SPAN_S, 0.0), abs=STEP_S)
    assert (np.diff(trails.time) > 0).all()
    assert trails.position.shape == (len(trails.time), 24, 2)
    assert trails.position[-1, WALKER, 0] == pytest.approx(2 + 0.5 * time)


def test_an_intruder_who_is_not_there_leaves_no_trail():
    class Later(Playing):
        def frame(self, time: float) -> Frame:
            moment = super().frame(time)
            return replace(moment, intruders=replace(moment.intruders, present=np.array([time >= 12])))

    trails = Wake(Later()).behind(Later().frame(15.0))
    assert (np.isnan(trails.threat_position).any(axis=(1, 2)) == (trails.time < 12)).all()


def test_a_trail_leaves_out_what_cannot_be_read():
    class Damaged(Playing):
        def frame(self, time: float) -> Frame:
            if 10 <= time < 12:
                raise RecordingDamaged("second 10 is gone")
            return super().frame(time)

    times = Wake(Damaged()).behind(frame(15.0)).time
    assert not ((times >= 10) & (times < 12)).any()
    assert len(times) == 31 - 4


def test_a_trail_leaves_out_what_a_live_run_has_forgotten():
    class Forgetful(Playing):
        def frame(self, time: float) -> Frame:
            return super().frame(max(time, 13.0))

    assert Wake(Forgetful()).behind(frame(15.0)).time.tolist() == [13.0, 13.5, 14.0, 14.5, 15.0]


def test_a_viewer_is_given_trails_when_it_asks_for_them():
    given: list[object] = []

    class Recorder:
        capabilities = None

        def draw(self, frame: object, view: object, panels: object) -> tuple[()]:
            given.append(getattr(panels, "trails", "nothing"))
            return ()

    for shows in (False, True):
        view = replace(first_view(), time=20.0, playing=False, shows_trails=shows)
        Showing(Playing(), Recorder(), view).step(0.0)  # pyright: ignore[reportArgumentType]
    without, asked = given
    assert without is None and asked is not None


def _section(name: str, rows: int, least: int, rank: int, *, keeps_last: bool = False) -> Section[str]:
    return Section(name, [f"{name} {row}" for row in range(rows)], least, rank, keeps_last)


@pytest.mark.parametrize("room", range(25))
def test_parts_never_take_more_room_than_there_is(room: int):
    parts = [_section("a", 6, 1, 0), _section("", 2, 1, 3), _section("b", 9, 3, 2, keeps_last=True)]
    assert sum(part.height for part in fitted(parts, room)) <= room


def test_parts_that_fit_are_left_alone():
    parts = [_section("a", 2, 1, 0), _section("b", 3, 1, 1)]
    assert fitted(parts, 7) == parts


def test_what_matters_least_gives_way_first():
    less, more = fitted([_section("less", 5, 2, 0), _section("more", 5, 2, 1)], 10)
    assert (len(less.rows), len(more.rows)) == (3, 5)
    assert [part.title for part in fitted([_section("less", 5, 2, 0), _section("more", 5, 2, 1)], 4)] == ["more"]


def test_memory_keeps_what_came_last():
    (part,) = fitted([_section("m", 5, 1, 0, keeps_last=True)], 3)
    assert part.rows == ["m 3", "m 4"]
    assert part.is_cut


def test_long_words_end_in_an_ellipsis_within_their_width(lettering: Lettering):
    text = "Take cover between tall shelves, 4 m away"
    short = lettering.shortened(text, 14, 120)
    assert short.endswith("…") and text.startswith(short[:-1].rstrip())
    assert lettering.width(short, 14) <= 120
    assert lettering.width(text[: len(short)], 14) > 120 - 20


def test_words_are_wrapped_within_their_width_and_lines(lettering: Lettering):
    text = "one two three four five six seven eight nine ten"
    lines = lettering.wrapped(text, 14, 90, 3)
    assert len(lines) == 3 and all(lettering.width(line, 14) <= 90 for line in lines)
    assert lines[-1].endswith("…")
    assert " ".join(lettering.wrapped(text, 14, 90, 99)) == text


def test_names_with_accents_are_written_as_they_are(lettering: Lettering):
    for name in ("Brontë Ngũgĩ", "Łukasz Wróbel", "Zoë Çağlar", "Iñigo Åkesson", "Dvořák", "Ștefan"):
        drawn = lettering.draw(name, 14, (255, 255, 255))
        missing = lettering.draw("\uffff" * len(name), 14, (255, 255, 255))
        assert pygame.image.tobytes(drawn, "RGBA") != pygame.image.tobytes(missing, "RGBA")
        assert lettering.covers(name)


@pytest.mark.parametrize("text", ["", " ", "李小龙", "😀", "a\x00b\x07", "tab\tand\nline", "عمر"])
def test_any_text_can_be_written(lettering: Lettering, text: str):
    assert lettering.draw(text, 14, (255, 255, 255)).get_height() > 0
    assert lettering.width(text, 14) >= 0
    lettering.wrapped(text, 14, 50, 2)


def test_a_lens_finds_back_what_it_shows():
    lens = Lens(pygame.Rect(30, 40, 301, 201), (12.0, -3.0), 7.3)
    assert lens.metres(lens.pixel((5.5, 1.25))) == pytest.approx((5.5, 1.25))
    assert lens.pixels(np.array([[5.5, 1.25]]))[0].tolist() == pytest.approx(lens.pixel((5.5, 1.25)))
    assert lens.pixel((12.0, 0.0))[1] < lens.pixel((12.0, -3.0))[1]  # north is up


def test_the_timeline_finds_back_moments():
    track = Track(pygame.Rect(100, 0, 400, 40), 80.0)
    assert track.seek(track.x_at(33.0)) == Seek(pytest.approx(33.0))  # pyright: ignore[reportArgumentType]
    assert (track.seek(-50), track.seek(9999)) == (Seek(0.0), Seek(80.0))
    assert Track(track.box, 0.0).seek(300) == Seek(0.0)


@pytest.mark.parametrize("size", [(960, 540), (1280, 720), (1920, 1080), (500, 900), (480, 270), (320, 180)])
def test_panels_and_map_share_the_picture(size: tuple[int, int]):
    layout = laid_out(size, shows_panels=True)
    parts = [part for part in (layout.head, layout.map, layout.key, layout.side, layout.foot) if part.width]
    assert sum(part.width * part.height for part in parts) == size[0] * size[1]
    assert all(not part.colliderect(other) for part in parts for other in parts if part is not other)


@pytest.mark.parametrize("size", [(320, 180), (480, 270), (641, 359)])
def test_small_pictures_keep_a_column_beside_a_larger_map(size: tuple[int, int]):
    layout = laid_out(size, shows_panels=True)
    assert 0.4 * size[0] < layout.side.width < layout.map.width


@pytest.mark.parametrize("size", [(320, 180), (480, 270), (641, 359), (1280, 720)])
def test_all_counts_stand_in_the_column_whatever_its_width(size: tuple[int, int]):
    pygame.font.init()
    layout = laid_out(size, shows_panels=True)
    surface = pygame.Surface(size)
    words = [f"{number}" for _, _, number in everybody().statuses]
    written: list[tuple[str, pygame.Rect]] = []

    class Noting(Lettering):
        def write(self, *args: Any, **kwargs: Any) -> pygame.Rect:
            at = super().write(*args, **kwargs)
            written.append((args[1], at))
            return at

    draw_side(Sheet(surface, layout, Noting()), everybody())
    boxes = [at for text, at in written if text in words]
    assert len(boxes) == len(words)
    assert all(layout.side.contains(at) for at in boxes)
    if size[0] > 600:  # smaller ones may cut words off
        assert {STATUS_WORDS[status] for status in OF_PEOPLE} <= {text for text, _ in written}


def test_storeys_side_by_side_lie_apart_and_show_the_same():
    view = replace(first_view(), storey=None)
    area = pygame.Rect(0, 30, 700, 400)
    cells = Atlas(scene()).cells(area, view, frame(0.0), unit=1.0)
    assert [cell.storey for cell in cells] == [0, 1]
    first, second = (cell.lens for cell in cells)
    assert area.contains(first.box) and area.contains(second.box) and not first.box.colliderect(second.box)
    assert (first.centre, first.scale, first.box.size) == (second.centre, second.scale, second.box.size)


def test_at_first_the_whole_inside_is_in_view():
    area = pygame.Rect(0, 30, 700, 400)
    for storey in (None, 0):
        (cell, *_) = Atlas(scene()).cells(area, replace(first_view(), storey=storey), frame(0.0), unit=1.0)
        inside = [region for region in scene().building.regions if region.id != "lawn"]
        assert all(cell.lens.box.collidepoint(cell.lens.pixel(p)) for region in inside for p in region.polygon)


def test_the_ground_is_drawn_once_while_the_view_moves_a_little(lettering: Lettering):
    ground = Ground(floors(scene()), lettering)
    target = pygame.Surface((400, 300))
    drawn: set[int] = set()
    for step in range(40):
        camera = replace(first_view().camera, target=(12.0 + 0.05 * step, 4.0, 0.0))
        view = replace(first_view(), camera=camera)
        (cell,) = Atlas(scene()).cells(target.get_rect(), view, frame(0.0), unit=1.0)
        ground.draw(target, cell)
        drawn |= {id(surface) for surface in ground.kept}
    assert len(drawn) <= 2


def test_the_ground_keeps_no_more_than_its_share_of_memory(lettering: Lettering):
    ground = Ground(floors(scene()), lettering)
    target = pygame.Surface((1920, 1080))
    for step in range(20):
        camera = replace(first_view().camera, distance=20.0 + step)
        (cell,) = Atlas(scene()).cells(target.get_rect(), replace(first_view(), camera=camera), frame(0.0), unit=1.0)
        ground.draw(target, cell)
    assert sum(surface.get_width() * surface.get_height() for surface in ground.kept) < 30_000_000


def test_every_status_has_a_symbol_of_its_own():
    pictures = {status: pygame.image.tobytes(symbol_of(status, 6.0), "RGBA") for status in STATUS_COLOURS}
    assert len(set(pictures.values())) == len(pictures)


def test_the_sample_has_everybody_in_it():
    assert set(statuses(frame(20.0)).tolist()) == {int(status) for status in OF_PEOPLE}


@pytest.mark.parametrize("metres_below_the_edge", [0.3, 8.0])
def test_the_word_over_the_intruder_is_never_cut_off(lettering: Lettering, metres_below_the_edge: float):
    moment = frame(20.0)
    x, y, _ = moment.intruders.position[0].tolist()
    box = pygame.Rect(0, 40, 400, 400)
    lens = Lens(box, (x, y + metres_below_the_edge - 10.0), 20.0)
    board, mark = draw_threat(pygame.Surface((400, 440)), moment, int(moment.intruders.storey[0]), lens, lettering)
    assert box.contains(board)
    assert not board.colliderect(mark.inflate(-mark.width // 2, -mark.height // 2))
