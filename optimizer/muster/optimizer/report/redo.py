"""How to do a study again, and how to see that it is the same one."""

import shlex
from collections.abc import Iterator, Mapping
from typing import Any

from muster.optimizer.report.told import Told
from muster.pages.markup import Html, facts, joined, table, tag

_NAMES = {"table": "minds"}
"""Options that go by another name on the command line than in a study."""


def redo(told: Told) -> Html:
    """Return commands, versions and hashes."""
    pairs = [*_machinery(told), *((f"SHA-256 of the {name}", value) for name, value in told.hashes.items())]
    return joined(
        [
            tag("pre", "\n".join(commands(told)), class_="commands", tabindex="0"),
            facts(pairs, class_="facts hashes"),
            tag("details", tag("summary", "Seeds and states of every episode"), _episodes(told)),
        ]
    )


def commands(told: Told) -> Iterator[str]:
    """Yield the commands that make the study anew, in a folder of its name."""
    spec, out = told.spec, shlex.quote(told.path.name or "study")
    words = ["muster", "optimize", spec.scenario, "--benchmark", spec.benchmark.name, "--method", spec.method]
    words += ["--episodes", str(spec.episodes), "--seed", str(spec.seed), *_options(spec.mind, "")]
    words += ["--writer", spec.writer, *_options(spec.writing, "writer-")]
    words += ["--start", spec.start] if spec.start else []
    yield f"{shlex.join(words)} --out {out}"
    if told.evaluation_first:
        yield f"muster evaluate {out} --first --episodes {len(told.evaluation_first.counts)}"
    if told.evaluation:
        yield f"muster evaluate {out} --episodes {len(told.evaluation.counts)}"
    yield f"muster report {out}"


def _options(values: Mapping[str, Any], before: str) -> Iterator[str]:
    for key, value in values.items():
        name = f"--{before}{_NAMES.get(key, key).replace('_', '-')}"
        if value is True:
            yield name
        elif value not in ("", None, False):
            yield from (name, str(value))


def _machinery(told: Told) -> Iterator[tuple[str, str]]:
    if told.origin is None:
        yield "made with", "no recording of this study is left that would say"
        return
    yield "muster", told.origin.muster_version
    yield "begun", told.origin.started_at
    yield from told.origin.fingerprint.items()


def _episodes(told: Told) -> Html:
    shown = [(f"{each.number + 1}", each) for each in told.episodes]
    shown += [(f"fresh {each.number + 1}", each) for each in told.fresh]
    rows = ((name, str(each.seed), each.state_hash, f"{each.wall_s:.2f}") for name, each in shown)
    return table(("episode", "seed of the world", "state at its end", "seconds"), rows)
