"""Text in the HUD is shortened and broken so that it fits, in letters that the font has."""

import pytest

from muster.render.panda3d.hud.lettering import ELLIPSIS, shortened, wrapped
from muster.render.panda3d.hud.typeface import Typeface
from render.hud_samples import LONG, NAMES

FACE = Typeface(13)


def test_text_that_fits_stays_as_it_is():
    assert shortened("the alarm sounds", 500, FACE) == "the alarm sounds"
    assert wrapped("the alarm sounds", 500, FACE, 3) == ["the alarm sounds"]


@pytest.mark.parametrize("width", [20, 77, 150, 311])
def test_shortened_text_fits_and_ends_with_an_ellipsis(width: int):
    text = shortened(LONG, width, FACE)
    assert FACE.width(text) <= width
    assert text.endswith(ELLIPSIS)
    assert LONG.startswith(text.removesuffix(ELLIPSIS))


@pytest.mark.parametrize("width", [40, 77, 150, 311])
def test_no_line_of_wrapped_text_is_too_long_and_only_the_last_one_is_shortened(width: int):
    lines = wrapped(LONG * 3, width, FACE, 3)
    assert len(lines) == 3
    assert all(FACE.width(line) <= width for line in lines)
    assert not any(ELLIPSIS in line for line in lines[:2])
    assert lines[2].endswith(ELLIPSIS)


def test_a_word_longer_than_a_line_is_broken():
    lines = wrapped("x" * 60, 100, FACE, 30)
    assert "".join(lines) == "x" * 60
    assert all(FACE.width(line) <= 100 for line in lines)


def test_nothing_makes_no_lines():
    assert wrapped("  \n ", 100, FACE, 3) == []


def test_where_there_is_no_room_there_is_no_text():
    assert shortened("alarm", 3, FACE) == ""


def test_accents_of_latin_names_have_letters_of_their_own():
    assert len(FACE.quads("ëáéüçñøåß", False, False)) == 9
    assert FACE.width("Brontë") == FACE.width("Bronte")


def test_a_letter_that_is_missing_loses_its_accent_or_is_a_question_mark():
    assert FACE.width("Łukasz Żak") == FACE.width("Lukasz Zak")
    assert FACE.width("漢字") == FACE.width("??")


@pytest.mark.parametrize("name", NAMES)
def test_letters_lie_on_whole_pixels_and_texels(name: str):
    """Else every letter is blurred: a pixel's middle must be a texel's middle, across and down."""
    quads = FACE.quads(name, False, False)
    texels = quads["uv"] * FACE.texture.get_x_size()
    across = quads["position"][..., 0] - texels[..., 0]
    assert abs(across - across.round()).max() < 1e-3
    down = quads["position"][..., 2] - texels[..., 1]
    assert abs(down - down.round()).max() < 1e-3
