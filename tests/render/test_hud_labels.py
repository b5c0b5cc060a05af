"""Names and speech hang over heads, on storeys that are shown, and do not cover each other."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from muster.recording.codes import Volume
from muster.render.camera import Eye
from muster.render.frame import Frame, Intruders, Speech
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.labels import BUBBLES, NAMES, Hung, Labels
from muster.render.panda3d.hud.project import project
from muster.render.panda3d.hud.style import letter_sizes, style_for
from muster.render.panda3d.hud.typeface import typeface
from muster.render.view import Above, View
from render.hud_samples import EYE, frame, scene, talk

SIZE = (1280, 720)
FACES = {name: typeface(size) for name, size in letter_sizes(*SIZE).items()}
STYLE = style_for(*SIZE, FACES)
NAMED = View(shows_names=True)


def hung(view: View, moment: Frame, *, people: int = 12, taken: tuple[Box, ...] = (), eye: Eye = EYE) -> list[Hung]:
    return Labels(scene(people=people), STYLE).hung(moment, view, eye, taken)


def texts(labels: list[Hung]) -> list[str]:
    return [" ".join(words.text for words in label.sheet.words) for label, _, _ in labels if label.sheet.words]


def boxes(labels: list[Hung]) -> list[Box]:
    return [label.box.moved(x, y) for label, x, y in labels if label.sheet.words]


def crowd(people: int) -> Frame:
    """Return people in a heap, all of them shouting."""
    said = tuple(Speech(i, int(Volume.SHOUT), f"Get out, number {i}!", 29.0) for i in range(people))
    return frame(people=people, speech=said)


def test_a_point_straight_ahead_is_in_the_middle_and_one_at_the_upper_edge_half_the_field_above():
    ahead, up = EYE.forward, EYE.up
    edge = ahead + np.tan(EYE.field / 2) * up
    points = EYE.position + 7.0 * np.array([ahead, edge, -ahead])
    places, depth = project(EYE, points, *SIZE)
    assert places[0] == pytest.approx([640, 360])
    assert places[1] == pytest.approx([640, 0])
    assert depth == pytest.approx([7, 7, -7])


def test_names_are_shown_on_demand_only():
    assert texts(hung(View(), frame())) == []
    assert "Emily Brontë" in texts(hung(NAMED, frame()))


def test_the_selected_person_always_has_a_name():
    assert texts(hung(View(selected=1), frame())) == ["Nádia Ferreira"]


def test_who_speaks_has_a_bubble_each():
    assert texts(hung(View(), frame(speech=talk()))) == [
        "Where is the exit?",
        "Get out, everybody!",
        "Hide here, quietly.",
    ]


def test_shouts_are_bold_and_whispers_italic():
    said = {label.sheet.words[0].text: label.sheet.words[0] for label, _, _ in hung(View(), frame(speech=talk()))}
    assert [words.is_bold for words in said.values()] == [False, True, False]
    assert [words.is_italic for words in said.values()] == [False, False, True]


def test_labels_stand_over_heads():
    crowns = frame().position.astype(np.float64) + np.array([0, 0, 1.5])
    heads, _ = project(EYE, crowns, *SIZE)
    (label,) = boxes(hung(View(selected=5), frame()))
    assert (label.left + label.right) / 2 == pytest.approx(heads[5][0], abs=2)
    assert label.bottom < heads[5][1]


@pytest.mark.parametrize("view", [NAMED, View(selected=1), View()])
def test_nobody_on_a_hidden_storey_has_a_label(view: View):
    for storey, above in ((0, Above.HIDE), (0, Above.GHOST), (2, Above.SHOW), (2, Above.HIDE)):
        assert hung(replace(view, storey=storey, above=above), frame(storey=1, speech=talk())) == []
    for storey, above in ((None, Above.HIDE), (1, Above.GHOST), (0, Above.SHOW)):
        shown = hung(replace(view, storey=storey, above=above), frame(storey=1, speech=talk()))
        assert len(texts(shown)) >= 3


def test_nobody_behind_the_camera_or_looking_through_it_has_a_label():
    back = replace(EYE, forward=-EYE.forward)
    assert hung(NAMED, frame(), eye=back) == []
    own = replace(EYE, position=frame().position[1] + np.array([0, 0, 1.4]))
    assert hung(View(selected=1), frame(), eye=own) == []


def test_labels_neither_overlap_nor_leave_the_picture():
    labels = boxes(hung(NAMED, crowd(200), people=200))
    assert 8 < len(labels) <= NAMES + BUBBLES
    assert all(Box(0, 0, *SIZE).contains(box) for box in labels)
    assert not [pair for pair in combinations(labels, 2) if pair[0].overlaps(pair[1])]


def test_labels_keep_off_panels():
    panel = Box(300, 0, 1000, 400)
    assert not [box for box in boxes(hung(NAMED, crowd(60), people=60, taken=(panel,))) if box.overlaps(panel)]


def test_labels_do_not_hide_the_intruder():
    there = np.array([[8.0, 5.0, 0.0]], np.float32)
    nought = np.zeros(1, np.uint16)
    moment = crowd(60)
    threat = Intruders(there, nought.astype(np.float32), nought, np.ones(1, np.bool_))
    (feet, crown), _ = project(EYE, np.array([[8.0, 5.0, 0.0], [8.0, 5.0, 2.1]]), *SIZE)
    mark = Box(feet[0] - 5, crown[1], feet[0] + 5, feet[1])
    assert [box for box in boxes(hung(NAMED, moment, people=60)) if box.overlaps(mark)]
    seen = replace(moment, intruders=threat)
    assert not [box for box in boxes(hung(NAMED, seen, people=60)) if box.overlaps(mark)]


def test_the_nearest_dozen_speak():
    bubbles = hung(View(), crowd(60), people=60)
    assert 3 < len(texts(bubbles)) <= BUBBLES


def test_a_bubble_that_had_to_move_up_is_joined_to_its_speaker_by_a_line():
    close = frame(people=2, speech=talk()[:2])
    close.position[1] = close.position[0]
    labels = hung(View(), close, people=2)
    (stem,) = [label.box.moved(x, y) for label, x, y in labels if not label.sheet.words]
    upper = min(boxes(labels), key=lambda box: box.top)
    assert stem.top == pytest.approx(upper.bottom, abs=2)
    assert stem.height > 20
