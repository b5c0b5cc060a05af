"""What a client hands to the next server: minds as they are after what has taken effect."""

from muster.behavior.v1 import behavior_pb2 as pb
from muster.client.keeping import Minds
from muster.client.ledger import Ledger


def mind(mood: str, *memory: str) -> pb.Mind:
    return pb.Mind(agent=1, mood=mood, memory=memory)


def decision(ordinal: int, after: pb.Mind, words_due_s: float = 0.0) -> pb.Decision:
    return pb.Decision(agent=1, ordinal=ordinal, status=pb.STATUS_OK, mind=after, words_due_s=words_due_s)


def test_words_after_their_decision_are_the_latest_mind():
    minds = Minds()
    minds.decide(decision(0, mind("calm", "a shot"), words_due_s=9.0))
    minds.speak(pb.Words(agent=1, ordinal=0, mind=mind("tense", "a shot", "I told Ben")))
    assert minds.of(1) == mind("tense", "a shot", "I told Ben")


def test_words_after_a_later_decision_add_what_they_bring():
    minds = Minds()
    minds.decide(decision(0, mind("calm", "a shot"), words_due_s=9.0))
    minds.decide(decision(1, mind("calm", "a shot", "I hid")))
    minds.speak(pb.Words(agent=1, ordinal=0, mind=mind("tense", "a shot", "I told Ben")))
    assert minds.of(1) == mind("tense", "a shot", "I hid", "I told Ben")


def test_a_decision_that_was_superseded_does_not_count():
    ledger = Ledger()
    for ordinal, mood in ((0, "calm"), (1, "tense")):
        ledger.ask(pb.Percept(agent=1, ordinal=ordinal))
        ledger.hear(pb.SessionResponse(decisions=pb.DecisionBatch(decisions=[decision(ordinal, mind(mood))])))
    assert list(ledger.minds) == []
    ledger.decision(1, 0)
    assert list(ledger.minds) == [mind("calm")]
