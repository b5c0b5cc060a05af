"""The page of a review: that of the recording, with objectives, stories and plans above and below."""

from muster.recording.exporters.audience import Audience
from muster.render.page.export import Addition, asset, page_of
from muster.training.review.contents import contents
from muster.training.review.review import Review

_PACKAGE = "muster.training.review"


def review_page(review: Review, audience: Audience) -> str:
    """Return the page; it opens offline and asks nothing of any network."""
    addition = Addition(
        content={"review": contents(review)},
        style=asset(_PACKAGE, "review.css"),
        before=asset(_PACKAGE, "before.html"),
        after=asset(_PACKAGE, "after.html"),
        script=asset(_PACKAGE, "review.js"),
    )
    return page_of(review.played.recording, audience, addition, title=f"Review: {review.played.exercise.title}")
