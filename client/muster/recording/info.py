"""What a recording is, for ``muster info``."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import cast

from muster.recording.codes import Source, word_for
from muster.recording.errors import RecordingDamaged
from muster.recording.exchanges import usage
from muster.recording.origin import told
from muster.recording.reader import Recording

Description = Mapping[str, object]


def describe(recording: Recording) -> Description:
    """Return everything there is to say in a few lines, ready for JSON; of damaged files, what can be said."""
    meta = recording.meta
    by_source = {_source(code): count for code, count in _counts(recording, "decisions", "source")}
    by_kind = {str(kind): count for kind, count in _counts(recording, "events", "kind")}
    return {
        "recording": str(recording.path),
        "size_bytes": recording.path.stat().st_size,
        "finished": meta.finished,
        "scenario": meta.scenario,
        "seed": meta.seed,
        "agents": meta.agents,
        "duration_s": meta.duration,
        "recorded_s": recorded_seconds(recording),
        "started_at": meta.started_at,
        "mind": dict(meta.mind),
        "exercise": dict(meta.exercise),
        "origin": dict(meta.origin),
        "muster_version": meta.muster_version,
        "fingerprint": dict(meta.fingerprint),
        "personas_sha256": meta.personas_sha256,
        "building_sha256": meta.building_sha256,
        "decisions": {"total": sum(by_source.values()), "by_source": by_source},
        "events": {"total": sum(by_kind.values()), "by_kind": by_kind},
        "words": _total(recording, "words"),
        "inputs": _total(recording, "inputs"),
        "model": _model(recording),
        "summary": dict(meta.summary),
        "damage": list(recording.damage),
    }


def recorded_seconds(recording: Recording) -> float:
    """Return the simulated time of the last frame, in seconds; 0 when there is none."""
    if not recording.seconds:
        return 0.0
    ticks = recording.motion(recording.seconds[-1]).ticks
    return round(float(ticks[-1]) * recording.meta.dt, 6)


def rendered(description: Description) -> str:
    """Return ``describe``'s answer as lines for a person."""
    lines = [
        f"{description['scenario']}, seed {description['seed']}, {description['agents']} people",
        _line("state", _state(description)),
        _line("recorded", f"{description['recorded_s']:g} of {description['duration_s']:g} simulated seconds"),
        _line("started", str(description["started_at"])),
        _line("mind", " ".join(cast("dict[str, str]", description["mind"]).values()).strip()),
        _line("decisions", _tally(description, "decisions", "by_source")),
        _line("events", _tally(description, "events", "by_kind")),
        _line("words", f"{description['words']} said aloud"),
        *_told(cast("Mapping[str, object] | None", description["model"])),
        _line("file", f"{cast('int', description['size_bytes']) / 1e6:.1f} MB, muster {description['muster_version']}"),
    ]
    outcomes = cast("Mapping[str, object]", description["summary"]).get("outcomes")
    if isinstance(outcomes, dict):
        pairs = cast("dict[str, object]", outcomes).items()
        lines.insert(2, _line("outcomes", ", ".join(f"{count} {what}" for what, count in pairs)))
    lines += _roll_call(cast("Mapping[str, object]", description["summary"]).get("roll_call"))
    lines += _exercise(cast("Mapping[str, object]", description["exercise"]))
    origin = told(cast("Mapping[str, object]", description["origin"]))
    lines += [_line(label, text) for label, text in zip(("origin", *[""] * len(origin)), origin, strict=False)]
    lines += [_line("damage", problem) for problem in cast("list[str]", description["damage"])]
    return "\n".join(lines)


def _roll_call(rolled: object) -> list[str]:
    if not isinstance(rolled, dict):
        return []
    call = cast("Mapping[str, object]", rolled)
    missing = cast("list[Mapping[str, object]]", call["missing"])
    names = ", ".join(f"{person['name']}{' (found)' if person['found'] else ''}" for person in missing)
    told = f"{call['accounted']} of {call['expected']} accounted for"
    return [_line("roll call", f"{told}; missing: {names}" if names else told)]


def _exercise(about: Mapping[str, object]) -> list[str]:
    """Return what a recording of an exercise bears."""
    if not about:
        return []
    listed = about.get("roles")
    roles = ", ".join(str(role) for role in cast("list[object]", listed)) if isinstance(listed, list) else ""
    return [
        _line("exercise", f"{about.get('name')}, played: {roles}"),
        _line("keep until", f"{about.get('retain_until')}; then muster purge. {about.get('notice', '')}"),
    ]


def _model(recording: Recording) -> Mapping[str, object] | None:
    """Return what a language model was asked and what it took, in all and by agent; None when none was asked."""
    if not recording.meta.mind.get("model") or recording.meta.origin:  # what others asked is not in our terms
        return None
    try:
        total, by_agent = usage(recording)
    except RecordingDamaged as error:
        recording.damage.append(str(error))
        return None
    return {**asdict(total), "by_agent": {str(agent): asdict(its) for agent, its in sorted(by_agent.items())}}


def _told(model: Mapping[str, object] | None) -> list[str]:
    if model is None:
        return []
    text = (
        f"{model['requests']} ({model['failed']} failed, {model['replayed']} replayed), "
        f"{model['prompt_tokens']} prompt tokens ({model['cached_tokens']} of them cached), "
        f"{model['completion_tokens']} reply tokens, {model['model_s']:.1f} s of waiting for it"
    )
    return [_line("requests", text)]


def _line(label: str, text: str) -> str:
    return f"  {label:<10} {text}"


def _state(description: Description) -> str:
    return "finished" if description["finished"] else "unfinished: still running, stopped or killed; readable so far"


def _tally(description: Description, key: str, by: str) -> str:
    counts = cast("Mapping[str, object]", description[key])
    parts = ", ".join(f"{count} {what}" for what, count in cast("Mapping[str, int]", counts[by]).items())
    return f"{counts['total']} ({parts})" if parts else "none"


def _counts(recording: Recording, table: str, column: str) -> list[tuple[object, int]]:
    try:
        return list(recording.counts(table, column).items())
    except RecordingDamaged as error:
        recording.damage.append(str(error))
        return []


def _source(code: object) -> str:
    return word_for(Source, code) if isinstance(code, int) else str(code)


def _total(recording: Recording, table: str) -> int:
    return sum(count for _, count in _counts(recording, table, "NULL"))
