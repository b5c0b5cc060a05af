"""The bounds on every field of what people write in files; what is not named here has the wide defaults."""

from collections.abc import Mapping

from muster.scenario.benchmark import Benchmark, BenchmarkClass
from muster.scenario.building import Building, Door, Exit, Furniture, HidingSpot, MusterPoint, Region, Storey, Wall
from muster.scenario.exercise import Exercise, Phrase, Procedure, Role
from muster.scenario.fire import Fire
from muster.scenario.inject import Inject
from muster.scenario.msel import MselEvent, Occasion, Variation
from muster.scenario.objective import Criterion, CriticalTask, Objective
from muster.scenario.persona import Persona, Tie
from muster.scenario.play import Play
from muster.scenario.response import Response, RollCall
from muster.scenario.rules import Rule
from muster.scenario.scenario import Cue, Population, ReactionTimes, Scenario, Threat
from muster.scenario.smoke import GivenSmoke, RegionAir

ID = Rule(identifier=True)
OPTIONAL_ID = Rule(characters=80)
NAME = Rule(characters=200, filled=True)
POLYGON = Rule(low=-10_000, high=10_000, unit="m", items=(3, 200))
POINT = Rule(low=-10_000, high=10_000, unit="m")
LONGEST = 86_400  # seconds: one day
SECONDS = Rule(low=0, high=LONGEST, unit="s")
SHARE = Rule(low=0, high=1)
TRAIT = Rule(characters=400, words=25)  # PEBA's budget for each evolved field
TIME_TO_ACT = Rule(each=(Rule(low=0.01, high=600, unit="s"), Rule(low=0, high=2)), items=(2, 2))
SENTENCE = Rule(characters=400, filled=True)
PAGE = Rule(characters=20_000)
SHORTEST_EXERCISE, LONGEST_EXERCISE = 300, 1200  # seconds: a whole incident that people can sit through

LIMITS: Mapping[type, Mapping[str, Rule]] = {
    Storey: {
        "id": ID,
        "elevation": Rule(low=-500, high=2000, unit="m"),
        "height": Rule(low=2, high=50, unit="m"),
    },
    Region: {
        "id": ID,
        "name": NAME,
        "storey": ID,
        "polygon": POLYGON,
        "rises_to": ID,
        "walking_length": Rule(low=0, high=200, unit="m", above=True),
    },
    Door: {"id": ID, "segment": POINT, "between": ID, "swing": ID},
    Exit: {"id": ID, "name": NAME, "door": ID, "muster_point": ID},
    HidingSpot: {
        "id": ID,
        "region": ID,
        "at": POINT,
        "kind": NAME,
        "capacity": Rule(low=1, high=1000, unit="people"),
        "concealment": SHARE,
    },
    MusterPoint: {"id": ID, "name": NAME, "region": ID, "at": POINT, "radius": Rule(low=0.5, high=500, unit="m")},
    Wall: {"storey": ID, "points": Rule(low=-10_000, high=10_000, unit="m", items=(2, 1000))},
    Furniture: {"storey": ID, "polygon": POLYGON, "height": Rule(low=0.05, high=20, unit="m"), "kind": NAME},
    Building: {"name": NAME, "storeys": Rule(items=(1, 500)), "regions": Rule(items=(1, 100_000))},
    Tie: {"to": ID},
    Persona: {
        "id": ID,
        "name": NAME,
        "role": NAME,
        "age": Rule(low=0, high=120, unit="years"),
        "gender": NAME,
        "pronouns": NAME,
        "personality_traits": TRAIT,
        "emotional_disposition": TRAIT,
        "motivations_goals": TRAIT,
        "communication_style": TRAIT,
        "knowledge_scope": TRAIT,
        "backstory": TRAIT,
        "start": ID,
        "also_knows": ID,
    },
    BenchmarkClass: {"id": ID, "share": SHARE, "definition": Rule(characters=400, filled=True)},
    Benchmark: {
        "name": NAME,
        "title": NAME,
        "source": Rule(characters=2000, filled=True),
        "classifier": ID,
        "classes": Rule(items=(2, 50)),
        "concentration": Rule(low=1, high=1e6, unit="answers"),
    },
    Cue: {"at": SECONDS, "regions": ID, "repeat_every": Rule(low=1, high=LONGEST, unit="s")},
    Threat: {
        "route": Rule(identifier=True, items=(1, 1000)),
        "enters_at": SECONDS,
        "speed": Rule(low=0, high=8, unit="m/s", above=True),
        "reach": Rule(low=0, high=200, unit="m"),
        "harm_per_second": SHARE,
        "incapacitation_share": SHARE,
    },
    ReactionTimes: dict.fromkeys(("alarm", "threat", "word", "routine"), TIME_TO_ACT),
    Response: {
        "delay": Rule(each=(SECONDS, SECONDS), items=(2, 2)),
        "responders": Rule(low=1, high=20, unit="people"),
        "enters_by": OPTIONAL_ID,
        "contained_after": SECONDS,
        "text": Rule(characters=200),
    },
    Fire: {
        "region": ID,
        "starts_at": SECONDS,
        "peak_kw": Rule(low=1, high=20_000, unit="kW"),
        "alarm_after": SECONDS,
    },
    GivenSmoke: {
        "source": NAME,
        "regions": Rule(items=(0, 100_000)),
        "heat_kw": Rule(low=0, high=1e6, unit="kW", items=(0, LONGEST + 1)),
    },
    RegionAir: {
        "region": ID,
        "extinction": Rule(low=0, high=1000, unit="1/m", items=(1, LONGEST + 1)),
        "co_ppm": Rule(low=0, high=1e6, unit="ppm", items=(0, LONGEST + 1)),
        **dict.fromkeys(("co2_percent", "oxygen_percent"), Rule(low=0, high=100, unit="%", items=(0, LONGEST + 1))),
    },
    RollCall: {"starts_after": SECONDS, "seconds_a_name": Rule(low=0.1, high=60, unit="s")},
    Population: {
        "personas": Rule(items=(1, 100_000)),
        "agents": Rule(low=1, high=100_000, unit="people"),
        "profile": ID,
    },
    Scenario: {
        "name": NAME,
        "duration": Rule(low=0, high=LONGEST, unit="s", above=True),
        "dt": Rule(low=0.01, high=0.1, unit="s"),
    },
    Play: {
        "toward": Rule(low=-1000, high=1000),
        "look": Rule(low=-1000, high=1000, unit="rad"),
        **dict.fromkeys(("door", "exit", "spot", "person", "region"), OPTIONAL_ID),
        "text": Rule(characters=300),
    },
    Procedure: {"title": NAME, "text": PAGE},
    Phrase: {"text": SENTENCE},
    Role: {"id": ID, "title": NAME, "persona": ID, "brief": PAGE, "duties": SENTENCE, "phrases": Rule(items=(0, 9))},
    Criterion: {
        "event": OPTIONAL_ID,
        "within": SECONDS,
        "people": Rule(low=0, high=100_000, unit="people"),
        "doors": ID,
        "regions": ID,
        "words": SENTENCE,
    },
    CriticalTask: {"id": ID, "text": SENTENCE, "role": OPTIONAL_ID},
    Objective: {"id": ID, "text": SENTENCE, "capability": Rule(characters=200), "tasks": Rule(items=(1, 50))},
    Occasion: {"by": OPTIONAL_ID, "place": OPTIONAL_ID, "door": OPTIONAL_ID, "delay": SECONDS},
    Inject: {
        "door": OPTIONAL_ID,
        "person": OPTIONAL_ID,
        "region": OPTIONAL_ID,
        "regions": ID,
        "text": Rule(characters=400),
        "place": OPTIONAL_ID,
    },
    MselEvent: {
        "id": ID,
        "text": SENTENCE,
        "expected": SENTENCE,
        "at": SECONDS,
        "controller": NAME,
        "questions": SENTENCE,
    },
    Variation: {
        "of": OPTIONAL_ID,
        "low": Rule(low=-LONGEST_EXERCISE, high=LONGEST_EXERCISE),
        "high": Rule(low=-LONGEST_EXERCISE, high=LONGEST_EXERCISE),
        "choices": ID,
    },
    Exercise: {
        "name": ID,
        "title": NAME,
        "description": SENTENCE,
        "duration": Rule(low=SHORTEST_EXERCISE, high=LONGEST_EXERCISE, unit="s"),
        "brief": PAGE,
        "content_note": PAGE,
        "support_contact": SENTENCE,
        "roles": Rule(items=(1, 20)),
        "objectives": Rule(items=(1, 20)),
        "events": Rule(items=(0, 200)),
        "variations": Rule(items=(0, 50)),
        "hot_wash": SENTENCE,
        "retention_days": Rule(low=1, high=3650, unit="days"),
    },
}
