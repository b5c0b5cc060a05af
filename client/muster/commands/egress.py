"""What ``muster study`` does: minds, workers, runs and report wired together."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from muster.analysis.folder import Folder, Spec
from muster.analysis.job import RUNS
from muster.analysis.reporting import write_report
from muster.analysis.running import Minds, run_study
from muster.analysis.summary import Summary, summarised
from muster.analysis.sweep import Variant, variants
from muster.client.collecting import collected_seldom
from muster.client.errors import LinkLost
from muster.commands.backends import MindOrder
from muster.commands.egress_tables import told
from muster.commands.interrupts import patient_interrupts
from muster.commands.minds import Where, minds
from muster.commands.output import note, say, say_json
from muster.commands.study_progress import shown
from muster.commands.studying import given
from muster.jobs.files import put
from muster.jobs.workers import workers as processes
from muster.scenario.scenario_file import load_scenario
from muster.scenario.source import read_text
from muster.world.compile import is_compiled, remember_compiled

STUDIES = Path("studies")


@dataclass(frozen=True)
class Asked:
    """What was asked for on the command line; None where the scenario or muster decides."""

    scenario: str
    repeat: int
    until_converged: bool
    sweep: Path | None
    seed: int
    agents: int | None
    duration: float | None
    out: Path | None
    resume: bool

    @property
    def about(self) -> tuple[str, ...]:
        """The words for the scenario and what is changed in it."""
        return (self.scenario, *options({"agents": self.agents, "duration": self.duration}))

    def command(self, mind: Mapping[str, object]) -> tuple[str, ...]:
        """Return the words that ask for the same study."""
        ours = {"repeat": self.repeat, "until-converged": self.until_converged, "sweep": self.sweep, "seed": self.seed}
        return ("muster", "study", *self.about, *options(ours), *options(mind))


def options(values: Mapping[str, object]) -> tuple[str, ...]:
    """Return values as words of a command line, leaving out those that are not set."""
    words: list[str] = []
    for key, value in values.items():
        if value is not None and value is not False and value != "":
            words += [f"--{key}"] if value is True else [f"--{key}", str(value)]
    return tuple(words)


def carry_out(asked: Asked, where: Where, order: MindOrder, workers: int, *, as_json: bool) -> None:
    """Run what is missing of a study, write its report and say what came of it."""
    scenario = load_scenario(asked.scenario, agents=asked.agents, duration=asked.duration)
    combinations = variants(scenario, asked.sweep)
    path = asked.out or STUDIES / f"egress-{scenario.name}-{asked.seed}"
    mind = given(order, where.server)
    spec = Spec(
        scenario.name,
        asked.seed,
        asked.repeat,
        asked.until_converged,
        tuple(each.settings for each in combinations),
        version("muster-sim"),
        mind,
        asked.command(mind),
        () if asked.sweep else ("muster", "run", *asked.about, *options(mind)),
    )
    folder = Folder.begin(path, spec, combinations, resume=asked.resume)
    if asked.sweep is not None:
        put(path / "sweep.toml", read_text(asked.sweep))
    try:
        _run(folder, combinations, where, order, workers)
    except (KeyboardInterrupt, LinkLost):
        note(f"What there is lies in {path}; say the same again with --resume --out {path}")
        raise
    _tell(folder, summarised(folder), as_json=as_json)


def _run(folder: Folder, combinations: tuple[Variant, ...], where: Where, order: MindOrder, workers: int) -> None:
    if not is_compiled():
        note("First run on this machine: compiling the numerical kernels. This takes a minute or so, once.")
    spec = folder.spec
    with (
        patient_interrupts() as interrupts,
        collected_seldom(),
        minds(where, order) as address,
        processes(workers, RUNS, interrupts.obey) as runner,
        shown(
            f"{spec.scenario}, {len(combinations)} x {spec.repeat} runs", len(combinations) * spec.repeat, "run"
        ) as bar,
    ):
        run_study(folder, Minds(address, where.access), runner, workers, bar.episode)
    remember_compiled()


def _tell(folder: Folder, summary: Summary, *, as_json: bool) -> None:
    page = write_report(folder, summary)
    if as_json:
        say_json({"study": str(folder.path), "report": str(page), **summary.to_json()})
    else:
        say(told(summary))
        say(f"\nReport  {page}")
