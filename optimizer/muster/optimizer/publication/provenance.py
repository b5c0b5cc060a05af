"""What figures were made with, so that none of another world are mixed with them.

A fingerprint is taken of conduct, not of code: an episode of each scenario, judged by rules and auditor, and all that a
few people may be made: by the built-in writer, by instruction, from the pool. A comment changes nothing of it; a
threshold does. Methods are not in it: a study that goes on asks its method again whether its plans are still the same.
"""

import asyncio
import hashlib
import platform
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from muster.optimizer.errors import StudyMismatch
from muster.optimizer.publication.conducting import Cast
from muster.optimizer.publication.design import OFFICE, SCHOOL
from muster.optimizer.publication.targets import benchmark
from muster.optimizer.study.episodes import Job
from muster.optimizer.study.evaluation import AUDITORS
from muster.optimizer.study.folder import Folder
from muster.optimizer.study.pool import pool
from muster.optimizer.study.population import instructed
from muster.optimizer.study.runners import Runner
from muster.optimizer.texts import texts_of
from muster.optimizer.writer import Commission
from muster.optimizer.writers.registry import make_writer
from muster.scenario.codec import to_json
from muster.scenario.population import people
from muster.scenario.scenario_file import load_scenario
from muster.server.options import BackendOptions

FILE = "provenance.json"
PACKAGES = ("muster-sim", "numpy", "scipy", "numba")
SEED = 424_242
"""Of the episodes that the fingerprint is of; no study has it."""
WRITTEN = 12
"""People whose texts it is of."""


def check(path: Path, cast: Cast, address: str, runner: Runner) -> None:
    """Write down what figures below ``path`` are made with, or see whether it is still what they were made with.

    Raises:
        StudyMismatch: the world, mind, rules or writer are others now.
    """
    folder, now = Folder(path), provenance(cast, address, runner)
    if not folder.has(FILE):
        folder.write(FILE, now)
        return
    then = folder.read(FILE)
    changed = [name for name in ("mind", "writer", "fingerprint") if then.get(name) != now[name]]
    if changed:
        raise StudyMismatch(
            f"{path} holds figures of another {' and '.join(changed)} than there is now; "
            "they do not go together: name another folder with --out, or remove this one"
        )


def provenance(cast: Cast, address: str, runner: Runner) -> dict[str, object]:
    """Return who plays and writes, their fingerprint, and versions."""
    return {
        "mind": cast.mind,
        "writer": {"name": cast.writer, **cast.writing},
        "fingerprint": fingerprint(address, runner) if cast == Cast() else "none: a language model has a part in it",
        "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
    }


def fingerprint(address: str, runner: Runner) -> str:
    """Return 16 hex digits that change with the world, the built-in mind, the rules, the auditor or the writer."""
    digest = hashlib.sha256()
    for part in (*_conduct(address, runner), *_texts()):
        digest.update(part.encode())
    return digest.hexdigest()[:16]


def _conduct(address: str, runner: Runner) -> Iterator[str]:
    against = benchmark()
    auditor = AUDITORS[against.classifier]
    jobs = [
        Job(number, to_json(load_scenario(name)), SEED, address, "", against.classifier, against.ids, auditor=auditor)
        for number, name in enumerate((SCHOOL, OFFICE))
    ]
    for done in sorted(runner.run(jobs), key=lambda done: done.number):
        yield repr((done.outcomes, done.audited, done.state_hash))


def _texts() -> Iterator[str]:
    against = benchmark()
    writer = make_writer("builtin", BackendOptions(), against.classes)
    cast = people(load_scenario(SCHOOL))[:: len(people(load_scenario(SCHOOL))) // WRITTEN]
    asked = [Commission(persona, "", toward, SEED) for persona in cast for toward in against.classes]
    for written in asyncio.run(writer.write(asked)):
        yield repr(written)
    for toward in range(len(against.classes)):
        yield repr(instructed(texts_of(cast[0]), against, toward))
    yield repr(pool(SEED))
