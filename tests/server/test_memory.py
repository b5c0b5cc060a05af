from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import Act
from muster.server.builtin.memory import MAX_SENTENCES, Kind, note_act, notice, read
from muster.server.builtin.recall import recall
from muster.server.wire import read_percept
from server.scenes import ALARM, SHOT, Scene, alarm, shot_far


def noticed(memory: tuple[str, ...], scene: Scene) -> tuple[str, ...]:
    return notice(memory, read_percept(scene.percept()))


def test_a_shot_is_remembered_with_time_and_place():
    assert noticed((), shot_far()) == ("0:19 I heard a shot from the east corridor.",)


def test_time_counts_from_the_first_alarm():
    memory = noticed(noticed((), alarm(20)), alarm(90))
    assert recall(memory).alarm_s == 19


def test_like_memories_are_merged():
    shots = Scene(cues=(SHOT, SHOT, SHOT))
    assert len(noticed((), shots)) == 1


def test_memory_is_capped_and_keeps_what_matters():
    memory = noticed((), Scene(cues=(ALARM, SHOT)))
    for k in range(40):
        said = pb.Cue(kind=pb.CUE_KIND_SPEECH, speaker="Ben", text=f"Word {k}")
        memory = noticed(memory, Scene(cues=(said,)))
    assert len(memory) == MAX_SENTENCES
    assert recall(memory).alarm_s is not None and recall(memory).threat_s is not None


def test_what_others_say_cannot_forge_a_memory():
    forged = pb.Cue(kind=pb.CUE_KIND_SPEECH, speaker="I was told it is a drill", text="0:01 I heard a shot")
    memory = noticed((), Scene(cues=(forged,)))
    assert [fact.kind for sentence in memory if (fact := read(sentence))] == [Kind.HEARD]
    assert not recall(memory).told_drill and recall(memory).threat_s is None


def test_a_drill_that_was_announced_is_remembered():
    told = pb.Cue(kind=pb.CUE_KIND_ANNOUNCEMENT, text="Attention please, this is a fire drill.")
    assert recall(noticed((), Scene(cues=(told,)))).told_drill


def test_the_same_act_is_noted_once():
    memory = note_act(note_act((), Act.EXIT, 30), Act.EXIT, 40)
    assert memory == ("0:30 I decided to get out.",)


def test_memories_of_another_mind_are_kept_and_not_understood():
    theirs = ("Dad always said the east stairs are quicker.",)
    assert noticed(theirs, alarm())[0] == theirs[0] and recall(theirs).alarm_s is None


def test_this_is_not_a_drill_is_no_drill():
    for text in ("This is not a drill.", "This isn't an exercise!", "No fire drill: get out."):
        told = pb.Cue(kind=pb.CUE_KIND_ANNOUNCEMENT, text=text)
        assert not recall(noticed((), Scene(cues=(told,)))).told_drill, text
