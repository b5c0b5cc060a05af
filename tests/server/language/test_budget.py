"""A prompt stays within its budget, whatever there is to tell; what goes first goes first."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from muster.behavior.v1.vocabulary import Act, CueKind
from muster.server.language import budget
from muster.server.language.draws import draw
from muster.server.language.lettering import letter
from muster.server.language.moment import perceive
from muster.server.language.prompts import label_request, pose
from muster.server.language.tokens import estimate
from muster.server.values import Cue, Mind, Option, Person, Query
from server.language.querying import BEN, OPTIONS, SHOT, percept, query, said

MEMORY = Mind(
    0.5, "tense", tuple(f"0:{second:02d} I heard a shot from room number {second}." for second in range(10, 20))
)
CROWD = tuple(BEN._replace(agent=place, name=f"Ben Okoro {place}", distance_m=place) for place in range(1, 9))
CUES = tuple(said(f"This is remark number {place}, and a rather long one.") for place in range(8))


def prompt(asked: Query) -> str:
    return label_request("m", pose(perceive(asked), draw(1))).messages[-1].content


def options(count: int, text: str = "Take cover behind the row of desks number {}, 12 m away") -> tuple[Option, ...]:
    return tuple(Option(f"x{place}", Act.HIDE, text.format(place)) for place in range(count))


def first_cut(counts: Sequence[int]) -> int:
    """Where a count first falls below the one before."""
    return next(place for place, (former, later) in enumerate(pairwise(counts)) if later < former)


def test_what_fits_is_told_whole():
    text = prompt(query(Mind(memory=MEMORY.memory[:6]), cues=(SHOT,), people=CROWD[:3]))
    assert all(sentence in text for sentence in MEMORY.memory[:6])
    assert all(other.name in text for other in CROWD[:3])


def test_memories_go_before_people_and_people_before_cues():
    few = Mind(memory=MEMORY.memory[:6])
    told = [prompt(query(few, cues=CUES[:5], people=CROWD[:5], options=options(count))) for count in range(2, 21)]
    counts = [
        (text.count("I heard a shot"), text.count("Ben Okoro ") - text.count("says:"), text.count("says:"))
        for text in told
    ]
    assert all(
        later <= former for one, next_one in pairwise(counts) for former, later in zip(one, next_one, strict=True)
    )
    memories, people, cues = zip(*counts, strict=True)
    assert first_cut(memories) < first_cut(people) < first_cut(cues)


def test_the_oldest_memories_and_the_furthest_people_go():
    text = prompt(query(MEMORY, cues=CUES, people=CROWD, options=options(8)))
    assert MEMORY.memory[-1] in text and MEMORY.memory[0] not in text
    assert "Ben Okoro 1 " in text and "Ben Okoro 8 " not in text and "more." in text


def test_the_most_telling_cue_stays():
    seen = Cue(CueKind.THREAT_SEEN, 1.0, "the hall", 9.0, "", BEN.duty, "")
    text = prompt(query(MEMORY, cues=(seen, *CUES), people=CROWD, options=options(20)))
    assert "you saw the intruder: the hall" in text


def test_options_are_never_cut():
    text = prompt(query(MEMORY, cues=CUES, people=CROWD, options=options(20)))
    assert all(f"number {place}, 12 m\n" in text + "\n" for place in range(20))


@pytest.mark.parametrize("count", [1, 2, 20])
def test_options_cost_what_their_text_does(count: int):
    lettered = letter(percept(options=options(count)), draw(1))
    assert lettered.cost == pytest.approx(estimate(lettered.text))


def test_as_much_as_can_be_is_within_the_budget_but_for_very_long_options():
    words = "A fairly ordinary sentence of exactly twenty-five words that goes on and on about who somebody is. " * 9
    person = Person("Ruth Klein", "Teacher", 45, "female", "she/her", words, words, words, words, words, words)
    asked = query(MEMORY, person, cues=CUES, people=CROWD, options=(*OPTIONS, *options(7)))
    assert estimate(prompt(asked)) < budget.BUDGET + 45


def test_the_same_announcement_is_not_told_twice():
    said_before = (
        "Attention, please. There is an intruder in the building. Stay where you are until told otherwise, all of you."
    )
    cue = Cue(CueKind.ANNOUNCEMENT, 1.0, "", 0.0, "", BEN.duty, said_before)
    remembered = Mind(memory=(f"0:05 There was an announcement: {said_before[:80]}",))
    assert said_before in prompt(query(cues=(cue,)))
    assert "the same announcement again" in prompt(query(remembered, cues=(cue,)))


def test_estimates_follow_words_and_signs():
    assert 9 <= estimate("Leave by the main door, 35 m") <= 12
    assert estimate("é" * 10) >= 10 and estimate("🙂" * 10) >= 30
