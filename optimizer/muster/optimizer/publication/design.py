"""Which studies are run for the table, in which order, and by how many fresh episodes each population is evaluated."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from muster.optimizer.publication.targets import OTHERS

SCHOOL, OFFICE = "school-intruder", "office-intruder"
MAIN = ("pevo+", "pevo", "explicit-loop", "explicit")
"""What the claims are about: many seeds, many episodes."""
SIDE = ("none", "random", "pevo-reset", "select", "transport")
METHODS = (*MAIN, *SIDE)
ONE_SHOT = ("none", "explicit")
"""Methods that learn nothing: the people are the same after any number of episodes, so one is run."""
TOLD = ("select",)
"""Methods that plan by how many episodes there will be: a study for each number, where others have one for all."""
CONTROLLED = ("pevo+", "pevo", "random")
"""Methods whose rewrites are tried with shuffled targets and in other words. ``explicit`` has no writer to shuffle."""
CONTROLS = ("shuffled", "paraphrased")
INSTRUCTED = ("explicit", "explicit-loop")
"""Methods that tell people outright what to do."""
STEERED = ("pevo+", "pevo")
"""Methods that are tried on other targets."""


@dataclass(frozen=True)
class Arm:
    """One way of making a crowd, tried with several seeds.

    Attributes:
        control: of the writer, "" for none. target: one of ``targets.OTHERS``, "" for the published one.
        is_transfer: begins with the last people of the same method and seed in the school.
    """

    method: str
    control: str = ""
    target: str = ""
    scenario: str = SCHOOL
    is_transfer: bool = False

    @property
    def name(self) -> str:
        """Its folder."""
        words = (self.scenario, self.method, self.control, self.target, "from-school" if self.is_transfer else "")
        return "-".join(word for word in words if word)


@dataclass(frozen=True)
class Unit:
    """One study, and the evaluation of its people.

    Attributes:
        fresh: evaluation episodes, by how many episodes had been learnt from.
        start: the study whose last people it begins with, None for the scenario's own.
    """

    arm: Arm
    seed: int
    fresh: dict[int, int] = field(hash=False)
    start: "Unit | None" = None

    @property
    def episodes(self) -> int:
        """How many are learnt from; a study needs one at least."""
        return max(*self.fresh, 1)

    @property
    def path(self) -> Path:
        """Its folder, below that of the table."""
        return Path(self.arm.name) / f"seed-{self.seed:02d}-of-{self.episodes:02d}"

    @property
    def cost(self) -> int:
        """Episodes in all."""
        return self.episodes + sum(self.fresh.values())


@dataclass(frozen=True)
class Sizes:
    """How much is run.

    Attributes:
        seeds, evaluations: of the main comparison. side_seeds, side_evaluations: of everything else.
        after: numbers of episodes that populations are looked at after. reported: that at which methods are compared.
        adapted: episodes of learning in another scenario. targets: which of ``targets.OTHERS``.
    """

    seeds: int = 12
    evaluations: int = 60
    side_seeds: int = 4
    side_evaluations: int = 20
    after: tuple[int, ...] = (3, 5, 10, 20)
    reported: int = 10
    adapted: int = 4
    methods: tuple[str, ...] = METHODS
    targets: tuple[str, ...] = tuple(OTHERS)


SMALL = Sizes(1, 2, 1, 1, after=(1, 2), reported=2, adapted=1, targets=("even",))
"""Every part of the table once, in a minute."""


def units(sizes: Sizes) -> list[Unit]:
    """Return all studies in the order of their running: a seed after the other, so that any stop leaves a table."""
    found: list[Unit] = []
    for seed in range(1, max(sizes.seeds, sizes.side_seeds) + 1):
        if seed <= sizes.seeds:
            found += _main(sizes, seed)
        if seed <= sizes.side_seeds:
            found += [*_others(sizes, seed), *_controls(sizes, seed), *_targets(sizes, seed), *_office(sizes, seed)]
    return [unit for unit in found if unit.arm.method in sizes.methods]


def cost(found: Sequence[Unit]) -> int:
    """Return how many episodes all of them take at most; equal ones are run once."""
    return sum(unit.cost for unit in found)


def _main(sizes: Sizes, seed: int) -> Iterator[Unit]:
    side = dict.fromkeys(sizes.after, sizes.side_evaluations) if seed <= sizes.side_seeds else {}
    for method in MAIN:
        yield Unit(Arm(method), seed, _fresh(method, side | {sizes.reported: sizes.evaluations}))


def _others(sizes: Sizes, seed: int) -> Iterator[Unit]:
    fresh = dict.fromkeys(sizes.after, sizes.side_evaluations)
    for method in SIDE:
        if method in TOLD:
            yield from (Unit(Arm(method), seed, {after: many}) for after, many in fresh.items())
        else:
            yield Unit(Arm(method), seed, _fresh(method, fresh))


def _controls(sizes: Sizes, seed: int) -> Iterator[Unit]:
    for control in CONTROLS:
        for method in CONTROLLED:
            yield Unit(Arm(method, control), seed, {sizes.reported: sizes.side_evaluations})


def _targets(sizes: Sizes, seed: int) -> Iterator[Unit]:
    for target in sizes.targets:
        for method in ("none", *STEERED):
            fresh = {sizes.reported: sizes.side_evaluations}
            yield Unit(Arm(method, target=target), seed, _fresh(method, fresh))


def _office(sizes: Sizes, seed: int) -> Iterator[Unit]:
    """``none`` and ``pevo+`` from the office's own people, and ``pevo+`` from those it made in the school."""
    many, ours = sizes.side_evaluations, "pevo+"
    school = next(unit for unit in _main(sizes, seed) if unit.arm.method == ours)
    yield Unit(Arm("none", scenario=OFFICE), seed, {1: many})
    yield Unit(Arm(ours, scenario=OFFICE), seed, {sizes.adapted: many, sizes.reported: many})
    yield Unit(Arm(ours, scenario=OFFICE, is_transfer=True), seed, {0: many, sizes.adapted: many}, school)


def _fresh(method: str, fresh: dict[int, int]) -> dict[int, int]:
    return {1: max(fresh.values())} if method in ONE_SHOT else fresh
