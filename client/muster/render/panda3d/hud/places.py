"""Where each panel lies in a picture of some size; they never overlap."""

from dataclasses import dataclass

from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.style import Style

_LEFT_SHARE, _RIGHT_SHARE = 0.175, 0.28  # of the picture's width
_LEFT_LEAST, _RIGHT_LEAST = 13, 20  # ems: counts and stories get unreadable in less
_TICKER_LINES = 8  # at most, a long text takes two


@dataclass(frozen=True)
class Places:
    """The boxes of one picture size: the bar above, the timeline below, and between them three columns."""

    picture: Box
    bar: Box
    left: Box
    middle: Box
    right: Box
    ticker: Box
    timeline: Box


def places(style: Style) -> Places:
    """Return where everything goes."""
    width, height, margin = style.width, style.height, style.margin
    bar = Box(0, 0, width, style.large.line + 2 * style.gap)
    timeline = Box(0, height - style.body.line - 4 * style.gap, width, height)
    top, bottom = bar.bottom + margin, timeline.top - margin
    left_edge = margin + round(max(_LEFT_SHARE * width, _LEFT_LEAST * style.body.line / 1.3))
    right_edge = width - margin - round(max(_RIGHT_SHARE * width, _RIGHT_LEAST * style.body.line / 1.3))
    middle = Box(left_edge + margin, top, right_edge - margin, bottom)
    ticker_top = max(bottom - _TICKER_LINES * style.small.line - 2 * style.gap, (top + bottom) / 2)
    return Places(
        picture=Box(0, 0, width, height),
        bar=bar,
        left=Box(margin, top, left_edge, bottom),
        middle=Box(middle.left, top, middle.right, ticker_top - margin),
        right=Box(right_edge, top, width - margin, bottom),
        ticker=Box(middle.left, ticker_top, middle.right, bottom),
        timeline=timeline,
    )
