"""What was expected, and whether it is so: each claim is a figure with an interval, a limit, and what follows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from muster.optimizer.intervals import Interval
from muster.optimizer.publication.design import OFFICE, Arm
from muster.optimizer.publication.figures import (
    NONE,
    Readings,
    audited_quotient,
    both,
    difference,
    distances,
    obedience,
    quotient,
)
from muster.optimizer.publication.markdown import bounded, paragraph, table
from muster.optimizer.publication.reading import Reading
from muster.optimizer.publication.record import Record

NEAR = 0.05
"""Pooled TVD that pevo+ is expected to reach in most seeds."""
CONFIRMED, REFUTED, OPEN, NOT_RUN = "confirmed", "**refuted**", "not decided", "not run"

BySeed = dict[int, Reading]
Measure = Callable[[BySeed, BySeed], Interval]

OURS, PEVO, UNSTEERED = Arm("pevo+"), Arm("pevo"), Arm("none")
ZERO_SHOT = Arm("pevo+", scenario=OFFICE, is_transfer=True)


@dataclass(frozen=True)
class Claim:
    """One expectation: a figure is at most ``limit``, or at least, by its whole interval.

    Attributes:
        seeds: that it rests on.
    """

    says: str
    found: Interval
    limit: float
    seeds: int
    is_least: bool = False

    @property
    def verdict(self) -> str:
        """Confirmed or refuted where the whole interval lies on one side of the limit."""
        low, high, limit = self.found.low, self.found.high, self.limit
        if self.seeds == 0 or not np.isfinite(self.found.value):
            return NOT_RUN
        if self.is_least:
            low, high, limit = -high, -low, -limit
        if high <= limit:
            return CONFIRMED
        return REFUTED if low > limit else OPEN


@dataclass(frozen=True)
class _Expected:
    """A claim about two arms, before anything is known."""

    says: str
    one: Arm
    other: Arm
    measure: Measure
    limit: float
    is_least: bool = False
    has_longest: bool = False  # whether the other may learn for as long as anybody does


EXPECTED = (
    _Expected("*pevo+* over *pevo*, ratio", OURS, PEVO, quotient, 0.90),
    _Expected("the same, *pevo* after the longest learning there is", OURS, PEVO, quotient, 1.0, has_longest=True),
    _Expected("*pevo+* over *pevo* by the auditor, ratio", OURS, PEVO, audited_quotient, 0.90),
    _Expected("*pevo+* over one-shot *explicit*, ratio", OURS, Arm("explicit"), quotient, 0.50),
    _Expected("*pevo+* less *explicit-loop*, difference", OURS, Arm("explicit-loop"), difference, 0.02),
    _Expected(
        "shuffled targets do not align *pevo*: over *none*", Arm("pevo", "shuffled"), UNSTEERED, quotient, 0.9, True
    ),
    _Expected("nor *pevo+*: over *none*", Arm("pevo+", "shuffled"), UNSTEERED, quotient, 0.9, True),
    _Expected(
        "other words align *pevo+* all the same: over *none*", Arm("pevo+", "paraphrased"), UNSTEERED, quotient, 0.5
    ),
    _Expected("zero-shot in the office over its own people", ZERO_SHOT, Arm("none", scenario=OFFICE), quotient, 0.9),
)


def claimed(record: Record, readings: Readings) -> list[str]:
    """Return the claims and what has become of them."""
    rows = [_near(record, readings)]
    for claim in claims(record, readings):
        limit = f"{'>=' if claim.is_least else '<='} {claim.limit:.2f}"
        rows.append((claim.says, limit, bounded(claim.found), str(claim.seeds), claim.verdict))
    return [
        "## What was expected, and what is",
        "",
        *table(("claim", "limit", "found (95 %)", "seeds", "verdict"), rows),
        *paragraph(
            "Written down before any of these figures was made. *Confirmed* and *refuted* mean that the whole 95 %",
            "interval lies on one side of the limit, *not decided* that it does not. Distances are pooled TVD after",
            f"{record.sizes.reported} episodes of learning, on the seeds that both arms have. With so many claims, one",
            "of their intervals may well miss what it is about.",
        ),
    ]


def claims(record: Record, readings: Readings) -> Iterator[Claim]:
    """Yield every claim that is about an interval."""
    reported = record.sizes.reported
    for each in EXPECTED:
        one = readings.of(each.one, 0 if each.one.is_transfer else reported)
        other = readings.of(each.other, max(record.sizes.after) if each.has_longest else reported)
        shared = len(both(one, other)[0])
        yield Claim(each.says, each.measure(one, other) if shared else NONE, each.limit, shared, each.is_least)
    for arm, says, limit, is_least in (
        (PEVO, "what *pevo* asks for is shown next: obedience", 0.1, True),
        (Arm("pevo", "shuffled"), "with shuffled targets it is not: obedience", 0.05, False),
        (Arm("explicit"), "people do as *explicit* tells them, or it is a straw man: obedience", 0.5, True),
    ):
        those = [*readings.of(arm, reported).values()]
        yield Claim(says, obedience(those), limit, len(those), is_least)


def _near(record: Record, readings: Readings) -> tuple[str, ...]:
    """Return the claim that is a count: a row of the table."""
    those = [*readings.of(OURS, record.sizes.reported).values()]
    near = int((distances(those) <= NEAR).sum()) if those else 0
    verdict = NOT_RUN if not those else CONFIRMED if 2 * near > len(those) else REFUTED
    says = f"*pevo+* comes to a TVD of {NEAR} or less in most seeds"
    return says, f"> {len(those) / 2:g} seeds", f"{near} seeds", str(len(those)), verdict
