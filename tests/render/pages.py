"""Recordings for the tests of pages: with real messages, and with texts that would harm a page that trusted them."""

from dataclasses import replace
from pathlib import Path

from muster.behavior.v1 import behavior_pb2 as pb
from muster.recording.recorder import Recorder
from muster.recording.rows import DecisionRow, EventRow, PerceptRow, ReflectionRow, WordRow
from recording.samples import TICKS, header, walk

HARMFUL = "<script>document.title='hacked'</script>"
ENDING = "</script><img src=x onerror=\"document.title='hacked'\">"
OPTIONS = (
    ("stay", pb.ACT_STAY, "Stay where you are"),
    ("exit:front", pb.ACT_EXIT, "Leave by the front door"),
    ("hide:desk", pb.ACT_HIDE, ENDING),
)
SECONDS = 5


def page_recording(path: Path, *, people: int = 4, name: str = HARMFUL, rounds: int = 3) -> Path:
    """Record people who are asked once a second for ``rounds`` seconds; person 1 is called ``name``.

    Each stays twice and then leaves, and thinks of it; person 1 says something harmful, and person 0 is injured.
    """
    head = header(people)
    personas = tuple(replace(who, name=name) if who.id == "p1" else who for who in head.people)
    population = replace(head.scenario.population, personas=personas)
    scenario = replace(head.scenario, name=f"sample {name}", population=population)
    with Recorder(path, replace(head, scenario=scenario, people=personas)) as recorder:
        for frame in walk(people, SECONDS):
            recorder.frame(frame)
            second, is_whole = divmod(frame.tick, TICKS)
            if not is_whole and second < rounds:
                _asked(recorder, people, second)
            if frame.tick == 2 * TICKS:
                _happened(recorder, frame.tick)
            if not is_whole:
                recorder.commit()
        recorder.finish({})
    return path


def _asked(recorder: Recorder, people: int, ordinal: int) -> None:
    tick = ordinal * TICKS
    chosen = 0 if ordinal < 2 else 1
    options = [pb.Option(id=id, act=act, text=text) for id, act, text in OPTIONS]
    for agent in range(people):
        cue = pb.Cue(kind=pb.CUE_KIND_ALARM)
        percept = pb.Percept(agent=agent, ordinal=ordinal, time_s=ordinal, cues=[cue], options=options)
        percept.trigger = pb.TRIGGER_SALIENT
        recorder.percept(PerceptRow(agent, ordinal, tick, 2, percept.SerializeToString()))
    for agent in range(people):
        shares = [0.2, 0.7, 0.1]
        decision = pb.Decision(agent=agent, ordinal=ordinal, option=chosen, probabilities=shares)
        decision.source = pb.SOURCE_BUILTIN
        decision.mind.mood = "wary"
        id, act, _ = OPTIONS[chosen]
        recorder.decision(DecisionRow(agent, ordinal, tick + 3, id, act, 1, 1, 250, decision.SerializeToString()))
        words = pb.Words(agent=agent, ordinal=ordinal, thought=f"Thought {ordinal}.", mind=decision.mind)
        recorder.reflection(ReflectionRow(agent, ordinal, tick + 9, words.SerializeToString()))


def _happened(recorder: Recorder, tick: int) -> None:
    recorder.event(EventRow(tick, "alarm"))
    recorder.event(EventRow(tick, "injured", 0, None, "hall"))
    recorder.event(EventRow(tick, "out", 0, None, "lawn", "front-exit"))
    recorder.word(WordRow(tick, 1, 3, ENDING, 2))
