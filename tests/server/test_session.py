import math

import grpc
import pytest

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1 import behavior_pb2_grpc as pb_grpc
from muster.server.session import MAX_BATCH
from server.scenes import adult, alarm, ordinary_day, pupil, shot_far
from server.talking import conversation, converse

OPEN = pb.SessionRequest(open=pb.Open(people=[adult(), pupil()]))


def batch(*percepts: pb.Percept) -> pb.SessionRequest:
    return pb.SessionRequest(percepts=pb.PerceptBatch(percepts=percepts))


def refusal(address: str, *requests: pb.SessionRequest) -> str:
    """Why the server refused these messages."""
    with pytest.raises(grpc.RpcError) as caught:
        converse(address, *requests)
    assert caught.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    return caught.value.details() or ""


def test_every_percept_is_answered_before_the_session_ends(address: str):
    batches = [batch(ordinary_day().percept(0, k), ordinary_day().percept(1, k)) for k in range(20)]
    opened, *replies = converse(address, OPEN, *batches)
    assert opened.opened.session_id
    answered = [(each.agent, each.ordinal) for reply in replies for each in reply.decisions.decisions]
    assert sorted(answered) == [(agent, k) for agent in range(2) for k in range(20)]


def test_decisions_of_one_agent_keep_the_order_of_its_percepts(address: str):
    _, *replies = converse(address, OPEN, *[batch(alarm(20 + k).percept(0, k)) for k in range(30)])
    assert [each.ordinal for reply in replies for each in reply.decisions.decisions] == list(range(30))


def test_a_decision_says_all_that_the_contract_promises(address: str):
    with conversation(address, [adult()]) as talk:
        percept = shot_far().percept(0, 7)
        (decision,) = talk.ask(percept)
    assert (decision.agent, decision.ordinal, decision.status) == (0, 7, pb.STATUS_OK)
    assert decision.option < len(percept.options) == len(decision.probabilities)
    assert math.isclose(sum(decision.probabilities), 1.0, abs_tol=1e-5)
    assert decision.source == pb.SOURCE_BUILTIN and decision.gait
    assert decision.mind.mood and decision.mind.memory and 0 < decision.mind.arousal <= 1


def test_a_session_must_be_opened_first(address: str):
    for requests in ([batch(alarm().percept())], [pb.SessionRequest()], []):
        assert "first message" in refusal(address, *requests)


def test_a_session_is_opened_once(address: str):
    assert "opened once" in refusal(address, OPEN, OPEN)


def test_an_empty_message_ends_the_session_with_a_reason(address: str):
    assert "neither" in refusal(address, OPEN, pb.SessionRequest())


def test_a_batch_beyond_the_limit_is_refused(address: str):
    assert str(MAX_BATCH) in refusal(address, OPEN, batch(*[pb.Percept()] * (MAX_BATCH + 1)))


def test_minds_of_nobody_are_refused(address: str):
    stranger = pb.Open(people=[adult()], minds=[pb.Mind(agent=4)])
    assert "agent 4" in refusal(address, pb.SessionRequest(open=stranger))


@pytest.mark.parametrize("arousal", [-0.1, 1.5, math.nan])
def test_impossible_minds_are_refused(address: str, arousal: float):
    broken = pb.Open(people=[adult()], minds=[pb.Mind(agent=0, arousal=arousal)])
    assert "arousal" in refusal(address, pb.SessionRequest(open=broken))


def broken(**changes: object) -> pb.Percept:
    percept = alarm().percept()
    for name, value in changes.items():
        if isinstance(value, list):
            percept.ClearField(name)  # type: ignore[arg-type]
            getattr(percept, name).extend(value)
        else:
            setattr(percept, name, value)
    return percept


OPTION = pb.Option(id="a", act=pb.ACT_STAY)


@pytest.mark.parametrize(
    ("percept", "reason"),
    [
        (broken(agent=7), "agent 7 is unknown"),
        (broken(options=[]), "0 options"),
        (broken(options=[pb.Option(id=str(k)) for k in range(21)]), "21 options"),
        (broken(options=[OPTION, OPTION]), "same id"),
        (broken(features=[0.0] * 5), "5 features for 7 options"),
        (broken(features=[math.nan] * 91), "not finite"),
        (broken(features=[math.inf, -math.inf] + [0.0] * 89), "not finite"),
        (broken(time_s=math.nan), "time_s"),
        (broken(noise_db=math.inf), "noise_db"),
        (broken(cues=[pb.Cue(kind=pb.CUE_KIND_SHOT, age_s=math.nan)]), "cue"),
        (broken(people=[pb.PersonNearby(agent=3, distance_m=math.inf)]), "distance_m"),
    ],
)
def test_a_broken_percept_is_told_why_and_hurts_no_other(address: str, percept: pb.Percept, reason: str):
    with conversation(address, [adult(), adult()]) as talk:
        by_agent = {each.agent: each for each in talk.ask(percept, alarm().percept(1))}
    assert by_agent[percept.agent].status == pb.STATUS_INVALID
    assert reason in by_agent[percept.agent].error
    assert by_agent[1].status == pb.STATUS_OK


def test_an_agent_twice_in_a_batch_is_answered_once(address: str):
    with conversation(address, [adult()]) as talk:
        decisions = talk.ask(alarm().percept(0, 0), alarm().percept(0, 1))
    assert sorted(each.status for each in decisions) == [pb.STATUS_OK, pb.STATUS_INVALID]


def test_bytes_that_are_no_message_end_only_their_own_session(address: str):
    with grpc.insecure_channel(address) as channel:
        raw = channel.stream_stream("/muster.behavior.v1.BehaviorService/Session")
        with pytest.raises(grpc.RpcError):
            list(raw(iter([b"\xff\xff\xff\xff"]), timeout=5))
    assert converse(address, OPEN)[0].opened.session_id


def test_terms_of_a_newer_contract_are_survived(address: str):
    percept = alarm().percept()
    percept.options[0].act = 999  # type: ignore[assignment]
    percept.cues[0].kind = 999  # type: ignore[assignment]
    percept.trigger = percept.health = 999  # type: ignore[assignment]
    with conversation(address, [adult()]) as talk:
        (decision,) = talk.ask(percept)
    assert decision.status == pb.STATUS_OK


def test_info_says_that_no_language_model_answers(address: str):
    with grpc.insecure_channel(address) as channel:
        info = pb_grpc.BehaviorServiceStub(channel).GetInfo(pb.GetInfoRequest())
    assert (info.backend, info.model, info.is_language_model) == ("builtin", "", False)
    assert info.version and info.max_batch == MAX_BATCH


def test_two_sessions_at_once_do_not_disturb_each_other(address: str):
    scenes = [alarm(20 + 5 * k).percept(0, k) for k in range(5)]
    with conversation(address, [adult()]) as alone:
        expected = [alone.ask(percept)[0].mind for percept in scenes]
    with conversation(address, [adult()]) as one, conversation(address, [adult()]) as other:
        answers = [(one.ask(percept)[0].mind, other.ask(percept)[0].mind) for percept in scenes]
    assert answers == [(mind, mind) for mind in expected]
