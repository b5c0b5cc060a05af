"""What a client hands to the next server: minds as they were, and all turns that matter still."""

from muster.behavior.v1 import behavior_pb2 as pb
from muster.client.history import History
from muster.client.ledger import Ledger


def mind(mood: str, *memory: str) -> pb.Mind:
    return pb.Mind(agent=1, mood=mood, memory=memory)


def decision(ordinal: int, mood: str, words_due_s: float = 0.0, **more: object) -> pb.Decision:
    return pb.Decision(agent=1, ordinal=ordinal, status=pb.STATUS_OK, mind=mind(mood), words_due_s=words_due_s, **more)  # pyright: ignore


def words(ordinal: int, mood: str) -> pb.Words:
    return pb.Words(agent=1, ordinal=ordinal, mind=mind(mood), mood=mood)


def asked(history: History, ordinal: int, time_s: float) -> None:
    percept = pb.Percept(agent=1, ordinal=ordinal, time_s=time_s, deadline_s=time_s + 1)
    history.ask(percept, percept.SerializeToString())


def handed(history: History) -> tuple[list[str], list[tuple[int, bool, bool]]]:
    """The mood it begins with, and of each turn its ordinal and whether there are a decision and words."""
    minds = [each.mood for each in history.minds()]
    again = [percept for batch in history.rounds() for percept in batch]
    return minds, [
        (each.ordinal, each.answered.HasField("decision"), each.answered.HasField("words")) for each in again
    ]


def test_a_decision_that_took_effect_is_the_mind_and_its_turn_is_over():
    history = History()
    asked(history, 0, 5.0)
    history.take_effect(decision(0, "tense"))
    assert handed(history) == (["tense"], [])


def test_words_that_were_taken_in_are_the_mind():
    history = History()
    asked(history, 0, 5.0)
    history.take_effect(decision(0, "calm", words_due_s=8.0))
    history.speak(words(0, "tense"))
    assert handed(history) == (["tense"], [])


def test_a_decision_whose_words_are_due_is_handed_over_without_them():
    history = History()
    asked(history, 0, 5.0)
    history.take_effect(decision(0, "calm", words_due_s=8.0))
    assert handed(history) == ([], [(0, True, False)])


def test_words_matter_while_a_decision_that_was_made_without_them_does():
    history = History()
    asked(history, 0, 5.0)
    history.take_effect(decision(0, "calm", words_due_s=8.0))
    asked(history, 1, 7.0)
    history.speak(words(0, "tense"))
    history.take_effect(decision(1, "calm"))
    assert handed(history) == ([], [(0, True, True), (1, True, False)])
    asked(history, 2, 9.0)  # is decided on with those words
    history.take_effect(decision(2, "tense"))
    assert handed(history) == (["tense"], [])


def test_a_decision_that_has_come_but_not_taken_effect_may_yet_be_superseded():
    ledger = Ledger()
    for ordinal in (0, 1):
        asked(ledger.history, ordinal, 5.0 + ordinal)
        batch = pb.DecisionBatch(decisions=[decision(ordinal, "calm")])
        ledger.hear(pb.SessionResponse(decisions=batch))
    assert handed(ledger.history) == ([], [(0, True, False), (1, True, False)])
    ledger.decision(1, 1)
    assert handed(ledger.history) == (["calm"], [])


def test_while_a_session_is_begun_nothing_is_forgotten():
    history = History()
    asked(history, 0, 5.0)
    assert history.minds() == []
    history.take_effect(decision(0, "tense"))
    assert [percept.answered.decision.mind.mood for percept in history.rounds()[0]] == ["tense"]
    assert handed(history) == (["tense"], [])


def test_prompts_are_not_handed_over():
    history = History()
    asked(history, 0, 5.0)
    history.take_effect(decision(0, "calm", words_due_s=8.0, exchanges=[pb.Exchange(request="long")]))
    ((percept,),) = history.rounds()
    assert not percept.answered.decision.exchanges


def test_a_stand_in_decides_with_the_mind_as_it_was_before_the_percept():
    history = History()
    assert history.mind_before(1, 0) == pb.Mind(agent=1)
    asked(history, 0, 5.0)
    history.take_effect(decision(0, "tense", words_due_s=8.0))
    asked(history, 1, 7.0)
    assert history.mind_before(1, 1).mood == "tense"
