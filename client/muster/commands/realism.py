"""``muster realism``: how alike two crowds are as wholes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from muster.verification.realism import Likeness


def realism(
    a: Annotated[Path, typer.Argument(metavar="A", help="A recording, for instance a simulated one.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="The recording to compare it with, of the same building.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say how alike the crowds of two recordings are as wholes.

    Density, frequency, coverage and population over time, as CrowdES measures them, and where and when people are.
    Every distance is 0 for equal crowds.
    """
    from muster.commands.output import say, say_json
    from muster.recording.reader import Recording
    from muster.verification.realism import likeness

    with Recording.open(a) as first, Recording.open(b) as second:
        found = likeness(first, second)
    if as_json:
        say_json({"a": str(a), "b": str(b), **found.as_json()})
    else:
        say(_told(found))


def _told(found: "Likeness") -> str:
    from muster.verification.realism import MEASURES

    lines = [f"{found.seconds} s compared", f"{'':<12}{'A':>9}{'B':>9}{'distance':>10}"]
    for name, measure in found.measures.items():
        lines.append(f"{name:<12}{measure.a:>9.3f}{measure.b:>9.3f}{measure.distance:>10.3f}  {MEASURES[name]}")
    lines.append(f"{'where':<12}{'':>18}{found.where:>10.3f}  share of presence that is elsewhere, 0 to 1")
    lines.append(f"{'when':<12}{'':>18}{found.when:>10.3f}  difference of population at the same second, of B's mean")
    return "\n".join(lines)
