"""Why somebody does what they do, in words: for the why-panel of every renderer."""

from dataclasses import dataclass

from muster.behavior.v1 import behavior_pb2 as pb
from muster.recording.codes import Source, Trigger, word_for
from muster.recording.looking_back import Past

_TRIGGERS = {
    int(Trigger.START): "the episode begins",
    int(Trigger.SALIENT): "something happened",
    int(Trigger.DONE): "had done what they were doing",
    int(Trigger.IDLE): "nothing had changed for a while",
}
_CUES = {
    pb.CUE_KIND_SHOT: "heard a shot",
    pb.CUE_KIND_ALARM: "heard the alarm",
    pb.CUE_KIND_ANNOUNCEMENT: "heard an announcement",
    pb.CUE_KIND_THREAT_SEEN: "saw the intruder",
    pb.CUE_KIND_SPEECH: "was told",
    pb.CUE_KIND_SHOUT: "heard a shout",
    pb.CUE_KIND_INJURED_SELF: "was injured",
    pb.CUE_KIND_INJURED_OTHER: "saw somebody injured",
    pb.CUE_KIND_DOOR_LOCKED: "found a door locked",
    pb.CUE_KIND_ARRIVED: "arrived",
    pb.CUE_KIND_PEOPLE_LEAVING: "saw people hurry away",
    pb.CUE_KIND_UNREACHABLE: "found no way there",
}


@dataclass(frozen=True)
class Choice:
    """One option there was: its words, its probability (0 where none was given), and whether it was taken."""

    text: str
    probability: float
    is_chosen: bool


@dataclass(frozen=True)
class Story:
    """One person at one moment, in words.

    Attributes:
        name, role: who they are; ``persona`` says more, a line a field.
        noticed: what led to the last decision, a line each, latest last.
        choices: what there was to choose from, likeliest first; empty before the first decision.
        decided_at: simulated seconds; ``source`` who decided, ``latency_ms`` how long it took in the server.
        thought, said, mood: "" where there is none; ``arousal`` 0 calm to 1.
        memory: oldest first.
    """

    agent: int
    name: str
    role: str
    persona: tuple[str, ...]
    noticed: tuple[str, ...] = ()
    why_then: str = ""
    choices: tuple[Choice, ...] = ()
    decided_at: float = 0.0
    source: str = ""
    latency_ms: float = 0.0
    thought: str = ""
    said: str = ""
    mood: str = ""
    arousal: float = 0.0
    memory: tuple[str, ...] = ()


def story(them: Past) -> Story:
    """Return ``them`` in words."""
    persona = them.persona
    about = (
        f"{persona.age}, {persona.gender}, {persona.duty.value}" + (", trained" if persona.trained else ""),
        persona.personality_traits,
        persona.emotional_disposition,
        persona.motivations_goals,
    )
    base = Story(them.agent, persona.name, persona.role, tuple(line for line in about if line))
    return base if them.decision is None or not them.percepts else _decided(base, them, them.decision)


def _decided(base: Story, them: Past, decision: pb.Decision) -> Story:
    words, percept = them.words, them.percepts[-1]
    return Story(
        base.agent,
        base.name,
        base.role,
        base.persona,
        noticed=tuple(_noticed(them)),
        why_then=_TRIGGERS.get(percept.trigger, ""),
        choices=_choices(percept, decision),
        decided_at=them.decided_s,
        source=word_for(Source, decision.source),
        latency_ms=decision.latency_us / 1000,
        thought=decision.thought or (words.thought if words else ""),
        said=decision.utterance or (words.utterance if words else ""),
        mood=them.mind.mood,
        arousal=them.mind.arousal,
        memory=tuple(them.mind.memory),
    )


def _choices(percept: pb.Percept, decision: pb.Decision) -> tuple[Choice, ...]:
    shares = list(decision.probabilities) or [0.0] * len(percept.options)
    choices = [
        Choice(option.text, share, index == decision.option)
        for index, (option, share) in enumerate(zip(percept.options, shares, strict=False))
    ]
    return tuple(sorted(choices, key=lambda choice: -choice.probability))


def _noticed(them: Past) -> list[str]:
    lines = [f"{_cue(cue)}" for percept in them.percepts for cue in percept.cues]
    threat = them.percepts[-1].threat
    if them.percepts[-1].HasField("threat"):
        where = f" at {threat.place}" if threat.place else ""
        known = f"last knew of the intruder {threat.age_s:.0f} s before"
        seen = "the intruder is in sight" if threat.in_sight else known
        lines.append(f"{seen}{where}, {threat.distance_m:.0f} m away as they believed")
    return lines


def _cue(cue: pb.Cue) -> str:
    text = _CUES.get(cue.kind, "noticed something")
    if cue.speaker:
        text += f" by {cue.speaker}"
    if cue.place:
        text += f", {cue.place}"
    return f'{text}: "{cue.text}"' if cue.text else text
