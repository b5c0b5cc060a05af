"""Pages hear of everything that is told once, and see the newest of what is shown."""

from muster.training.instruct.feed import MOST_KEPT, Feed


def heard(feed: Feed, seen: int = 0) -> list[tuple[str, object]]:
    """What a page is told at once that has been told of everything up to number ``seen``."""
    return [(news.kind, news.told["n"]) for news in next(feed.read(0.0, seen))]


def test_of_what_is_shown_only_the_newest_counts():
    feed = Feed()
    for n in range(3):
        feed.show("moment", {"n": n})
    assert heard(feed) == [("moment", 2)]


def test_what_is_told_reaches_pages_that_open_late_in_its_order():
    feed = Feed()
    feed.tell("events", {"n": 0})
    feed.show("moment", {"n": 1})
    feed.tell("events", {"n": 2})
    assert heard(feed) == [("events", 0), ("moment", 1), ("events", 2)]


def test_a_slow_page_misses_pictures_only():
    feed = Feed()
    page = feed.read(0.0)
    next(page)
    for n in range(100):
        feed.show("moment", {"n": n})
        feed.tell("events", {"n": n})
    kinds = [news.kind for news in next(page)]
    assert (kinds.count("moment"), kinds.count("events")) == (1, 100)


def test_a_page_that_comes_back_hears_what_is_new():
    feed = Feed()
    feed.tell("events", {"n": 0})
    (last,) = next(feed.read(0.0))
    feed.tell("events", {"n": 1})
    assert heard(feed, last.number) == [("events", 1)]


def test_nothing_new_is_a_sign_of_life():
    assert heard(Feed()) == []


def test_of_very_much_the_latest_is_kept():
    feed = Feed()
    for n in range(MOST_KEPT + 1):
        feed.tell("events", {"n": n})
    told = heard(feed)
    assert (len(told), told[0], told[-1]) == (MOST_KEPT, ("events", 1), ("events", MOST_KEPT))


def test_all_who_read_come_to_an_end_when_it_closes():
    feed = Feed()
    feed.tell("events", {"n": 0})
    feed.close()
    assert [len(news) for news in feed.read(60.0)] == [1]
