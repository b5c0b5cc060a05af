"""Makes docs/alignment.md: runs whatever is missing of its studies, then writes the document from what there is.

Stopped at any point, the same command goes on. `--small` makes every part of the document once, in a minute; `--render`
runs nothing and writes the document again from the record beside it.
"""

import os
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from muster.client.collecting import collected_seldom
from muster.commands.backends import MindOrder
from muster.commands.boundary import bounded
from muster.commands.minds import Where, minds
from muster.commands.output import say
from muster.commands.study_progress import shown
from muster.optimizer.errors import StudyUnknown
from muster.optimizer.publication import record
from muster.optimizer.publication.conducting import Cast, Laboratory
from muster.optimizer.publication.design import METHODS, SMALL, Sizes, cost, units
from muster.optimizer.publication.document import document
from muster.optimizer.publication.keeping import Keeping, OutOfTime
from muster.optimizer.publication.provenance import check
from muster.optimizer.study.runners import runner
from muster.world.compile import remember_compiled

EPISODE_S = 1.05
"""Processor time of an episode of 60 s with 80 people, study and all (docs/optimizing.md)."""
ROOT = Path(__file__).parent.parent
FULL_OUT, SMALL_OUT = ROOT / "studies/alignment", ROOT / "build/alignment"
DEFAULT = Sizes()


@bounded
def main(
    seeds: Annotated[int, typer.Option(min=1, help="Optimisation seeds of the main comparison.")] = DEFAULT.seeds,
    evaluations: Annotated[int, typer.Option(min=2, help="Fresh episodes of each of its people.")] = 60,
    side_seeds: Annotated[int, typer.Option(min=0, help="Seeds of everything else.")] = DEFAULT.side_seeds,
    side_evaluations: Annotated[int, typer.Option(min=2, help="Fresh episodes of everything else.")] = 20,
    methods: Annotated[str, typer.Option(metavar="A,B,...", help="Leave the others out.")] = ",".join(METHODS),
    workers: Annotated[int, typer.Option(min=1, help="Episodes at a time.")] = os.cpu_count() or 1,
    out: Annotated[Path | None, typer.Option(help="Folder of the studies; otherwise studies/alignment.")] = None,
    to: Annotated[Path | None, typer.Option(help="The document; otherwise docs/alignment.md.")] = None,
    budget_min: Annotated[
        float | None, typer.Option(help="Begin no episode after so many minutes; exit code 3 then.")
    ] = None,
    small: Annotated[bool, typer.Option("--small", help="Everything once, in a minute, below build/.")] = False,
    render: Annotated[bool, typer.Option("--render", help="Run nothing; write the document from its record.")] = False,
    predict: Annotated[bool, typer.Option("--predict", help="Run nothing; say how long it would take.")] = False,
    mind: Annotated[str, typer.Option(help="Who plays, as muster run has it.")] = "builtin",
    model: Annotated[str, typer.Option(help="The mind's model.")] = "",
    host: Annotated[str, typer.Option(help="Where it answers.")] = "",
    writer: Annotated[str, typer.Option(help="Who rewrites, as muster optimize has it.")] = "builtin",
    writer_model: Annotated[str, typer.Option(help="The writer's model.")] = "",
) -> None:
    """Run what is missing of the studies behind docs/alignment.md, and write it."""
    sizes = Sizes(seeds, evaluations, side_seeds, side_evaluations, methods=tuple(methods.split(",")))
    sizes = replace(SMALL, methods=sizes.methods) if small else sizes
    check_known(sizes.methods)
    file = to or (SMALL_OUT / "alignment.md" if small else ROOT / "docs/alignment.md")
    if predict:
        say(predicted(sizes, workers))
        return
    is_whole = True
    if not render:
        path = out or (SMALL_OUT if small else FULL_OUT)
        cast = Cast(given(mind=mind, model=model, host=host), writer, given(model=writer_model))
        is_whole = run(path, sizes, cast, workers, budget_min)
        file.parent.mkdir(parents=True, exist_ok=True)
        record.save(record.made(path, sizes), file.with_suffix(".json"))
    file.write_text(document(record.load(file.with_suffix(".json"))), encoding="utf-8")
    say(str(file))
    if not is_whole:
        raise OutOfTime(f"the {budget_min} minutes are spent; the same command goes on")


def check_known(methods: tuple[str, ...]) -> None:
    strange = [method for method in methods if method not in METHODS]
    if strange:
        raise StudyUnknown(f"--methods: {', '.join(strange)} is not in the table; there are: {', '.join(METHODS)}")


def run(path: Path, sizes: Sizes, cast: Cast, workers: int, budget_min: float | None) -> bool:
    """Run what is missing; return whether everything is there now."""
    studies, until = units(sizes), float("inf") if budget_min is None else time.monotonic() + 60 * budget_min
    order = MindOrder(**cast.mind)
    path.mkdir(parents=True, exist_ok=True)
    with (
        minds(Where(), order) as address,
        runner(workers) as several,
        collected_seldom(),
        counted(cost(studies)) as hear,
    ):
        check(path, cast, address, several)
        keeping = Keeping(several, path / "episodes", at_a_time=workers, until=until)
        # One study more than workers: while one is planned or read, all workers have something to do.
        is_whole = Laboratory(path, cast, address, keeping, hear).conduct(studies, workers + (workers > 1))
    remember_compiled()
    return is_whole


@contextmanager
def counted(total: int) -> Generator[Callable[[], None]]:
    """Show how many episodes are done; yield what is to be called after each."""
    done, each = 0, max(total // 100, 1) if not os.isatty(2) else 1
    with shown("alignment", total) as progress:

        def hear() -> None:
            nonlocal done
            done += 1
            if done % each == 0 or done == total:
                progress.episode(done, "")

        yield hear


def predicted(sizes: Sizes, workers: int) -> str:
    studies = units(sizes)
    episodes = cost(studies)
    minutes = episodes * EPISODE_S / workers / 60
    return f"{len(studies)} studies, {episodes} episodes: {minutes:.0f} minutes on {workers} quiet cores"


def given(**values: str) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


if __name__ == "__main__":
    typer.run(main)
