"""A folder of log files as a ``Log``; ImportFailed names the file and the key of whatever is wrong."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from muster.importing.errors import ImportFailed
from muster.importing.json_values import Json, read_json
from muster.importing.persona_evolve.log import (
    Action,
    Agent,
    Box,
    Happening,
    Log,
    Map,
    Observation,
    Spot,
    Utterance,
)
from muster.importing.persona_evolve.tracks import read_path, read_tracks
from muster.scenario.building import Point

AGENTS, MAP, DIALOG, THREAT, ABOUT = (
    "AgentLogs",
    "map_data.json",
    "dialog.json",
    "shooter_traj.json",
    "simulation_metadata.json",
)
_PERSONA = (
    "name",
    "role",
    "age",
    "gender",
    "pronouns",
    "personality_traits",
    "emotional_disposition",
    "motivations_goals",
    "communication_style",
    "knowledge_scope",
    "backstory",
)
_ZONES_S = 900  # wall clocks differ from another zone's by whole quarters of an hour

Counted = Callable[[int, int], None]


def read_log(folder: Path, count: Counted = lambda done, of: None) -> Log:
    """Return the run logged in ``folder``; ``count`` hears how many of how many files of agents are read."""
    if not folder.is_dir():
        raise ImportFailed(f"{folder}: is no folder; name the folder of a logged run, with {MAP} and {AGENTS}/ in it")
    about = read_json(folder / ABOUT)
    started_at = _moment(about["start_time"])
    files = sorted((folder / AGENTS).glob("*.json"))
    if not files:
        raise ImportFailed(f"{folder / AGENTS}: holds no logs of agents (*.json); name the folder of a whole run")
    agents: list[Agent] = []
    for number, file in enumerate(files, start=1):
        agents.append(_agent(read_json(file), started_at))
        count(number, len(files))
    config, usage = about.get("sim_config"), about.get("llm_usage")
    seed = config.get("random_seed") if config else None
    model = (usage.get("model") if usage else None) or (config.get("default_llm_model") if config else None)
    return Log(
        name=folder.resolve().name,
        map=_map(read_json(folder / MAP)),
        agents=tuple(agents),
        threat=read_path(read_json(folder / THREAT)),
        dialog=_dialog(read_json(folder / DIALOG)),
        model=model.text() if model else "unknown",
        seed=int(seed.number()) if seed else 0,
        started_at=started_at.isoformat(timespec="seconds"),
        usage=_numbers(usage) if usage else {},
    )


def _map(raw: Json) -> Map:
    spots = [(point["type"].text(), _spot(point)) for point in raw["interest_points"].items()]
    boxes = tuple(_box(region) for region in raw["regions"].items())
    if not boxes:
        raise raw["regions"].wrong("is empty, so there is no floor")
    known = {box.id for box in boxes}
    links: dict[frozenset[str], tuple[str, str]] = {}
    for link in raw["region_connections"].items():
        ends = link["source"].text(), link["target"].text()
        for end, key in zip(ends, ("source", "target"), strict=True):
            if end not in known:
                raise link[key].wrong(f"no region is called {end!r}")
        if ends[0] != ends[1]:
            links.setdefault(frozenset(ends), ends)
    hiding = tuple(spot for kind, spot in spots if kind == "HideSpot")
    exits = tuple(spot for kind, spot in spots if kind == "ExitPoint")
    return Map(boxes, hiding, exits, tuple(links.values()))


def _box(raw: Json) -> Box:
    center, size = _floor(raw["bounds"]["center"]), _floor(raw["bounds"]["size"])
    if min(size) <= 0:
        raise raw["bounds"]["size"].wrong("has no extent along x or z")
    low, high = (tuple(at + sign * by / 2 for at, by in zip(center, size, strict=True)) for sign in (-1, 1))
    description = raw.get("description")
    return Box(raw["id"].text(), description.text() if description else "", (low[0], low[1]), (high[0], high[1]))


def _spot(raw: Json) -> Spot:
    description = raw.get("description")
    return Spot(raw["id"].text(), description.text() if description else "", _floor(raw["position"]))


def _floor(raw: Json) -> Point:
    """Return a point of the log on the floor: its x and z."""
    return raw["x"].number(), raw["z"].number()


def _agent(raw: Json, started_at: datetime) -> Agent:
    persona = _texts(raw["persona"])
    if not persona.get("name"):
        raise raw["persona"].wrong("'name' is missing")
    traits = raw.get("traits")
    observations = [_observation(each, started_at) for each in raw["observations"].items()]
    return Agent(
        persona={key: persona[key] for key in _PERSONA if persona.get(key)},
        traits=_texts(traits) if traits else {},
        tracks=read_tracks(raw["trajectory"]),
        observations=tuple(sorted(observations, key=lambda each: each.time)),
        actions=tuple(sorted(map(_action, raw["actions"].items()), key=lambda each: each.time)),
        memories=tuple((each["time"].number(), each["description"].text()) for each in raw["memories"].items()),
    )


def _observation(raw: Json, started_at: datetime) -> Observation:
    time, seen = raw["time"].number(), raw["observation"]
    threat = seen.get("shooter_info")
    people = seen.get("surrounding_people")
    heard = seen.get("surrounding_conversation")
    events = seen.get("pending_events")
    return Observation(
        time=time,
        mood=seen["mood"].text(),
        hiding=seen["isHiding"].flag(),
        threat=_texts(threat) if threat else None,
        happenings=tuple(_happening(each, time, started_at) for each in events.items()) if events else (),
        people=tuple((each["name"].text(), int(each["health_status"].number())) for each in people.items())
        if people
        else (),
        heard=tuple((each["speaker"].text(), each["content"].text(), each["time"].number()) for each in heard.items())
        if heard
        else (),
        options=tuple(each.text() for each in seen["available_action_ids"].items()),
    )


def _happening(raw: Json, seen_at: float, started_at: datetime) -> Happening:
    stamp = raw.get("timestamp")
    time = None
    if stamp is not None:
        since = (_moment(stamp) - started_at).total_seconds()
        # Stamps are in another zone than the start; but nobody is shown an event a quarter of an hour later.
        time = since - round((since - seen_at) / _ZONES_S) * _ZONES_S
    return Happening(raw["eventType"].text(), raw["description"].text(), time)


def _action(raw: Json) -> Action:
    target = raw.get("target_location")
    return Action(
        raw["time"].number(),
        raw["action_type"].text(),
        raw["movement_state"].text(),
        raw["dialog_text"].text(),
        raw["plan"].text(),
        _floor(target) if target else None,
    )


def _dialog(raw: Json) -> tuple[Utterance, ...]:
    said = [Utterance(each["time"].number(), each["speaker"].text(), each["content"].text()) for each in raw.items()]
    return tuple(sorted(said, key=lambda each: each.time))


def _moment(raw: Json) -> datetime:
    """Return a wall-clock moment; without a zone it is taken for one of UTC."""
    try:
        moment = datetime.fromisoformat(raw.text())
    except ValueError:
        raise raw.wrong(f"{raw.text()!r} is no date and time") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _texts(raw: Json) -> Mapping[str, str]:
    """Return the plain values of a table as text, nulls left out."""
    return {key: str(value.value) for key, value in raw.named() if isinstance(value.value, str | int | float)}


def _numbers(raw: Json) -> Mapping[str, float]:
    return {key: value.number() for key, value in raw.named() if not isinstance(value.value, str)}
