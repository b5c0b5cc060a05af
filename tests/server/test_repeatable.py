"""Same percept and same mind, same decision: whoever else is asked, whichever server answers."""

from collections.abc import Sequence

from muster.behavior.v1 import behavior_pb2 as pb
from server.scenes import ANXIOUS, BOLD, Scene, adult, alarm, later, ordinary_day, pupil, shot_far, teacher, threat_near
from server.talking import conversation, without_latency

PEOPLE = [adult(), pupil(), teacher(), adult(**ANXIOUS), adult(**BOLD), pupil(**ANXIOUS), adult(age=70)] * 8
SCENES = (ordinary_day(), alarm(), shot_far(), threat_near())


def round_of(scene: Scene, ordinal: int, agents: Sequence[int]) -> list[pb.Percept]:
    """Percepts of one moment, at which the decisions of the round before have taken effect."""
    return [later(scene.percept(agent, ordinal), 10.0 * ordinal) for agent in agents]


def lives(address: str, groups: Sequence[Sequence[int]]) -> dict[tuple[int, int], bytes]:
    """Everybody lives through all scenes; ``groups`` says who is asked together."""
    decisions: dict[tuple[int, int], bytes] = {}
    with conversation(address, PEOPLE) as talk:
        for ordinal, scene in enumerate(SCENES):
            for group in groups:
                for each in talk.ask(*round_of(scene, ordinal, group)):
                    decisions[each.agent, each.ordinal] = without_latency(each)
    return decisions


def test_company_and_order_change_no_decision(address: str):
    agents = list(range(len(PEOPLE)))
    together = lives(address, [agents])
    assert together == lives(address, [[agent] for agent in agents])
    assert together == lives(address, [agents[::-1][:17], agents[::-1][17:]])


def test_a_handed_back_mind_goes_on_as_if_nothing_had_happened(address: str):
    with conversation(address, PEOPLE) as talk:
        first = {each.agent: each for each in talk.ask(*round_of(alarm(), 0, range(len(PEOPLE))))}
        expected = [without_latency(each) for each in talk.ask(*round_of(shot_far(), 1, range(len(PEOPLE))))]
    minds = [each.mind for each in first.values()]
    with conversation(address, PEOPLE, minds) as again:
        assert [without_latency(each) for each in again.ask(*round_of(shot_far(), 1, range(len(PEOPLE))))] == expected


def test_the_draw_key_alone_tells_like_minds_apart(address: str):
    percepts = [shot_far().percept(agent, 0, draw_key=agent) for agent in range(40)]
    with conversation(address, [adult()] * 40) as talk:
        decisions = talk.ask(*percepts)
    assert len({tuple(each.probabilities) for each in decisions}) == 1
    assert len({each.option for each in decisions}) > 2


def test_a_name_changes_no_choice(address: str):
    with conversation(address, [adult(), adult(name="Kim")]) as talk:
        one, other = talk.ask(shot_far().percept(0, draw_key=5), shot_far().percept(1, draw_key=5))
    assert one.probabilities == other.probabilities
