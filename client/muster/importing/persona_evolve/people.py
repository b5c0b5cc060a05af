"""The personas of a log as ours: the same eleven fields, and what bodies need besides, as far as the log says it."""

import re
from collections.abc import Mapping

from muster.importing.errors import ImportFailed
from muster.importing.names import Names
from muster.importing.persona_evolve.log import Agent, Log
from muster.importing.persona_evolve.site import Site, nearest_region
from muster.scenario.limits import TRAIT
from muster.scenario.persona import AgeBand, Duty, Knowledge, Persona

UNKNOWN = "not given"
"""Stands in every field that a log leaves out."""
_DUTIES: Mapping[str, Duty] = {
    r"student|pupil": Duty.PUPIL,
    r"security|guard|police": Duty.SECURITY,
    r"visitor|parent|guest": Duty.VISITOR,
}
_KNOWS = {"high": Knowledge.ALL, "medium": Knowledge.DAILY, "low": Knowledge.ENTRANCE}
_BANDS = ((12, AgeBand.CHILD), (18, AgeBand.TEEN), (65, AgeBand.ADULT))
_OLDEST = 120  # years, as ``scenario.limits`` has it
_LONGEST, _NAME = 400, 200  # characters of a text and of a name: likewise


def cast(log: Log, site: Site) -> tuple[list[Persona], list[str]]:
    """Return a persona for each body, in agent order, and what had to be changed or filled in."""
    names, ids = dict[str, int](), Names()
    people: list[Persona] = []
    for agent, track in log.bodies:
        number = names[agent.name] = names.get(agent.name, 0) + 1
        at = float(track.position[0, 0]), float(track.position[0, 1])
        start = nearest_region(site.building, at).id
        name = agent.name if number == 1 else f"{agent.name} {number}"
        people.append(_persona(agent, name, ids.id(name), start))
    return people, _lost(log)


def _persona(agent: Agent, name: str, id: str, start: str) -> Persona:
    said = agent.persona
    role, age = said.get("role", UNKNOWN), _age(agent)
    text = [_short(said.get(key, UNKNOWN)) for key in _EVOLVED]
    gender, pronouns = (said.get(key, UNKNOWN)[:_NAME] for key in ("gender", "pronouns"))
    return Persona(
        id,
        name[:_NAME],
        role[:_NAME],
        age,
        gender,
        pronouns,
        *text,
        age_band=next((band for below, band in _BANDS if age < below), AgeBand.OLDER),
        start=start,
        duty=_duty(role),
        knows=_KNOWS.get(agent.traits.get("familiarity_level", "").lower(), Knowledge.DAILY),
        trained=agent.traits.get("training_level", "").lower() == "high",
    )


_EVOLVED = (
    "personality_traits",
    "emotional_disposition",
    "motivations_goals",
    "communication_style",
    "knowledge_scope",
    "backstory",
)


def _age(agent: Agent) -> int:
    """Return whole years; 0 where the log has no age."""
    said = agent.persona.get("age", "0")
    if not re.fullmatch(r"\d{1,3}(\.0+)?", said) or float(said) > _OLDEST:
        raise ImportFailed(f"{agent.name}: persona.age: {said!r} is no age in whole years; mend that agent's log")
    return int(float(said))


def _duty(role: str) -> Duty:
    """Return what others take somebody for; whoever has another role than those named works here."""
    if role == UNKNOWN:
        return Duty.VISITOR
    return next((duty for words, duty in _DUTIES.items() if re.search(words, role, re.IGNORECASE)), Duty.STAFF)


def _short(text: str) -> str:
    """Return as much of a text as a field of a persona may hold."""
    return " ".join(text.split()[: TRAIT.words])[:_LONGEST] if TRAIT.words else text[:_LONGEST]


def _lost(log: Log) -> list[str]:
    cut = sum(
        _short(agent.persona.get(key, "")) != " ".join(agent.persona.get(key, "").split())
        for agent in log.agents
        for key in _EVOLVED
    )
    missing = sum("role" not in agent.persona for agent in log.agents)
    lost: list[str] = []
    if cut:
        lost.append(f"texts of personas cut after {TRAIT.words} words: {cut}")
    if missing:
        lost.append(f"agents without a role, who count as visitors: {missing}")
    lost += [
        f"{len(agent.tracks)} bodies share the log of {agent.name}; what they saw, decided and said "
        "cannot be told apart and is all given to the first"
        for agent in log.agents
        if len(agent.tracks) > 1
    ]
    return lost
