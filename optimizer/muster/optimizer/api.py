"""Studies from Python, as short as from the command line: ``optimize``, ``evaluate`` and ``compare``."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from muster.client.collecting import collected_seldom
from muster.optimizer.errors import StudyMismatch
from muster.optimizer.study.comparing import Comparison, compare_studies
from muster.optimizer.study.evaluation import Evaluation, frozen
from muster.optimizer.study.evaluation import evaluate as evaluated
from muster.optimizer.study.folder import Folder
from muster.optimizer.study.opening import DEFAULTS, Wanted, opened
from muster.optimizer.study.result import Result, read_result
from muster.optimizer.study.runners import runner
from muster.optimizer.study.running import Step, Study
from muster.optimizer.study.spec import Spec
from muster.optimizer.study.writing import writer_of
from muster.server.embedded import EmbeddedServer
from muster.server.options import BackendOptions
from muster.server.registry import make_backend

STUDIES = Path("studies")


def optimize(
    scenario: str,
    benchmark: str,
    *,
    method: str | None = None,
    seed: int | None = None,
    episodes: int | None = None,
    out: Path | str | None = None,
    writer: str | None = None,
    writer_model: str = "",
    mind: str = "",
    model: str = "",
    host: str = "",
    server: str = "",
    workers: int = 1,
    ray: str = "",
    start: "Result | Path | str | None" = None,
    resume: bool = False,
    max_tokens: int | None = None,
    on_step: Callable[[Step], None] = lambda step: None,
) -> Result:
    """Run a study and return what came of it; what is left out is as ``muster optimize`` has it.

    Args:
        scenario: name or path.
        benchmark: name or path.
        method: ``muster.optimizer.methods.registry.method_names`` lists them.
        seed: of the method and of the worlds.
        episodes: how many to learn from.
        out: the folder of the study; unless given, one below ``studies``.
        writer: who rewrites.
        writer_model: its model, if it has one.
        mind: who plays.
        model: of the mind, if it has one.
        host: where that model answers.
        server: address of a behavior server that plays instead.
        workers: processes that run episodes.
        ray: address of a Ray cluster that runs them instead.
        start: a study whose last population this one begins with.
        resume: go on with the study in ``out`` if there is one.
        max_tokens: stop, resumably, once mind and writer have cost so many.
        on_step: called after each episode.

    Raises:
        StudyError: see ``muster.optimizer.errors``.
    """
    wanted = Wanted(
        scenario,
        benchmark,
        method,
        writer,
        episodes,
        seed,
        str(start.path if isinstance(start, Result) else start) if start is not None else None,
        max_tokens,
        _given(mind=mind, model=model, host=host, server=server),
        _given(model=writer_model),
    )
    path = Path(out) if out is not None else free_path(scenario, method, seed)
    folder = opened(path, wanted, resume=resume)
    spec = folder.spec
    with _minds(spec, server, host) as address, runner(workers, ray=ray) as running, collected_seldom():
        Study(folder, writer_of(spec), address, max_tokens=max_tokens).run(running, on_step)
    return read_result(folder)


def evaluate(
    study: Result | Path | str,
    *,
    episodes: int = 20,
    first: bool = False,
    workers: int = 1,
    ray: str = "",
    server: str = "",
    on_episode: Callable[[int], None] = lambda done: None,
) -> Evaluation:
    """Return what ``episodes`` fresh ones of a study's last population show, or of its first one."""
    folder = Folder.open(study.path if isinstance(study, Result) else Path(study))
    with _minds(folder.spec, server) as address, runner(workers, ray=ray) as running, collected_seldom():
        return evaluated(frozen(folder, address, first=first), running, episodes, on_episode)


def compare(*studies: Result | Path | str) -> Comparison:
    """Return how methods differ, over studies that were evaluated and differ in nothing but method and seed."""
    paths = [study.path if isinstance(study, Result) else Path(study) for study in studies]
    return compare_studies([Folder.open(path) for path in paths])


def free_path(scenario: str, method: str | None, seed: int | None) -> Path:
    """Return a folder below ``studies`` that is not there yet."""
    parts = (Path(scenario).stem, method or DEFAULTS["method"], DEFAULTS["seed"] if seed is None else seed)
    stem = "-".join(str(part) for part in parts)
    paths = (STUDIES / (f"{stem}-{number}" if number else stem) for number in count())
    return next(path for path in paths if not path.exists())


@contextmanager
def _minds(spec: Spec, server: str = "", host: str = "") -> Generator[str]:
    """Yield the address of whoever plays in a study; our own server lives in this process, idle otherwise."""
    address = server or str(spec.mind.get("server", ""))
    if address:
        yield address
        return
    beyond = sorted(spec.mind.keys() - {"mind", "model", "host", "server"})
    if beyond:
        problem = f"this study's minds were made with --{', --'.join(beyond)}, which only the command knows"
        raise StudyMismatch(f"{problem}; use muster optimize or muster evaluate, or give server")
    options = BackendOptions(model=str(spec.mind.get("model", "")), host=host or str(spec.mind.get("host", "")))
    with EmbeddedServer(make_backend(str(spec.mind.get("mind") or "builtin"), options)) as embedded:
        yield embedded.address


def _given(**values: str) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}
