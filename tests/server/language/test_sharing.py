"""Like people in like situations share one distribution; each draws from it."""

import asyncio
from collections import Counter
from dataclasses import replace
from math import log

import pytest

from muster.behavior.v1.vocabulary import Act, Source
from muster.server.engine import BadReply, EngineBusy, Exchange, Reply, Request
from muster.server.language import LanguageMind
from muster.server.language.sharing import Shared
from muster.server.values import Option, Query
from server.language.querying import BEN, OPTIONS, RUTH, Script, Scripted, query, says

TWIN = replace(RUTH, name="Rita Stern", role="Physics teacher", backstory="Came from a mill to teaching.")
TIMID = replace(RUTH, personality_traits="Timid, anxious and shy; easily frightened.")


def shared(*queries: Query, reply: Script | None = None) -> tuple[list[tuple[int, Source]], Scripted]:
    engine = Scripted(reply or says(A=log(0.5), B=log(0.5)))
    answers = asyncio.run(LanguageMind(engine, "m", share=True).decide(queries))
    return [(answer.option, answer.source) for answer in answers], engine


def test_like_people_in_like_situations_are_asked_about_once():
    options = (*OPTIONS[:4], Option("follow:cy", Act.FOLLOW, "Go along with Cy Young, 3 m away"))
    alike = query(person=TWIN, draw_key=7, place="Room 9", people=(BEN._replace(name="Cy Young"),), options=options)
    answers, engine = shared(query(), alike)
    assert len(engine.asked) == 1
    assert [source for _, source in answers] == [Source.SHARED] * 2


@pytest.mark.parametrize(
    "other", [query(person=TIMID), query(hidden=True), query(threat=None), query(options=OPTIONS[:3]), query(cues=())]
)
def test_others_are_not_alike(other: Query):
    assert len(shared(query(), other)[1].asked) == 2


def test_each_draws_by_their_own_key():
    answers, engine = shared(*(query(draw_key=key) for key in range(200)))
    assert len(engine.asked) == 1 and len(Counter(option for option, _ in answers)) > 1


def test_it_does_not_matter_who_asks_first():
    one, other = query(draw_key=1), query(person=TWIN, draw_key=2)
    assert shared(one, other)[0] == shared(other, one)[0][::-1]


def test_ten_ways_to_do_one_thing_share_its_probability():
    options = (OPTIONS[0], *(Option(f"hide:{place}", Act.HIDE, f"Take cover {place}") for place in range(9)))

    def prefers_cover(request: Request) -> Reply:
        lines = request.messages[-1].content.splitlines()
        letter = next(line[0] for line in lines if line[1:].startswith(") Take cover"))
        return says(**{label: log(0.9 if label == letter else 0.1) for label in request.labels})

    answer = asyncio.run(LanguageMind(Scripted(prefers_cover), "m", share=True).decide([query(options=options)]))[0]
    assert answer.probabilities == pytest.approx([0.1, *[0.1] * 9])


def test_what_got_no_reply_is_asked_again():
    engine = Scripted(BadReply("cut off"))
    mind = LanguageMind(engine, "m", share=True)
    answers = [asyncio.run(mind.decide([query()]))[0] for _ in range(2)]
    assert [answer.source for answer in answers] == [Source.FALLBACK] * 2
    assert len(engine.asked) == 2


def test_by_default_everybody_is_asked():
    engine = Scripted(says(A=-0.1))
    asyncio.run(LanguageMind(engine, "m").decide([query(), query()]))
    assert len(engine.asked) == 2


REQUEST = Request("m", ())


class Slow:
    """Asks for as long as it is told to."""

    def __init__(self) -> None:
        self.done, self.asked, self.cancelled = asyncio.Event(), 0, 0

    async def ask(self, request: Request) -> Exchange:
        self.asked += 1
        try:
            await self.done.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return Exchange(request, Reply("A"))


async def start(sharing: Shared, count: int) -> list[asyncio.Task[Exchange]]:
    tasks = [asyncio.ensure_future(sharing.complete(REQUEST)) for _ in range(count)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return tasks


def test_the_first_may_leave_while_others_wait():
    async def scene() -> tuple[Exchange, Slow]:
        slow = Slow()
        first, second = await start(Shared(slow.ask), 2)
        first.cancel()
        await asyncio.sleep(0)
        slow.done.set()
        return await second, slow

    exchange, slow = asyncio.run(scene())
    assert exchange.reply == Reply("A", source=Source.CACHE) and (slow.asked, slow.cancelled) == (1, 0)


def test_when_all_have_left_nobody_is_asked_any_more_and_the_next_asks_anew():
    async def scene() -> Slow:
        slow = Slow()
        sharing = Shared(slow.ask)
        tasks = await start(sharing, 3)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        slow.done.set()
        await sharing.complete(REQUEST)
        return slow

    slow = asyncio.run(scene())
    assert (slow.asked, slow.cancelled) == (2, 1)


def test_all_who_wait_hear_that_nobody_can_be_asked():
    async def ask(request: Request) -> Exchange:
        raise EngineBusy("full")

    async def scene() -> list[Exchange | BaseException]:
        return await asyncio.gather(*await start(Shared(ask), 3), return_exceptions=True)

    assert all(isinstance(result, EngineBusy) for result in asyncio.run(scene()))
