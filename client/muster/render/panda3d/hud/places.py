"""Where each panel lies in a picture of some size; they never overlap."""

from dataclasses import dataclass

from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.style import Style

_LEFT_SHARE, _RIGHT_SHARE = 0.175, 0.28  # of the picture's width
_LEFT_LEAST, _RIGHT_LEAST = 13, 20  # ems: counts and stories get unreadable in less
_MOST = 0.46  # of the picture's width, even so
NARROW = 640  # pixels of width: from here on there is room for counts and a story side by side


@dataclass(frozen=True)
class Places:
    """The boxes of one picture: the bar above, the timeline below, and between them three columns.

    In narrow pictures there are but two, and a story takes the place of the counts: ``left`` is None then.
    """

    picture: Box
    bar: Box
    left: Box | None
    middle: Box
    right: Box
    timeline: Box


def places(style: Style, *, has_story: bool) -> Places:
    """Return where everything goes."""
    width, height, margin = style.width, style.height, style.margin
    bar = Box(0, 0, width, style.large.line + 2 * style.gap)
    timeline = Box(0, height - style.body.line - 4 * style.gap, width, height)
    top, bottom = bar.bottom + margin, timeline.top - margin
    left_edge = margin + _column_width(_LEFT_SHARE, _LEFT_LEAST, style)
    right_edge = width - margin - _column_width(_RIGHT_SHARE, _RIGHT_LEAST, style)
    is_narrow = width < NARROW
    has_left = not (is_narrow and has_story)
    middle_left = left_edge + margin if has_left else margin
    middle_right = right_edge - margin if has_story or not is_narrow else width - margin
    return Places(
        picture=Box(0, 0, width, height),
        bar=bar,
        left=Box(margin, top, left_edge, bottom) if has_left else None,
        middle=Box(middle_left, top, middle_right, bottom),
        right=Box(right_edge, top, width - margin, bottom),
        timeline=timeline,
    )


def _column_width(share: float, least: float, style: Style) -> int:
    return round(min(max(share * style.width, least * style.body.line / 1.3), _MOST * style.width))
