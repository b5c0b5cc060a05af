"""``muster review``: the after-action review of an exercise."""

from pathlib import Path
from typing import Annotated

import typer


def review(
    recording: Annotated[Path, typer.Argument(help="A recording of an exercise that was played.")],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Where to write the page; otherwise beside the recording.")
    ] = None,
    ratings: Annotated[
        Path | None, typer.Option(metavar="FILE.json", help="What evaluators decided, as the page saved it.")
    ] = None,
    compare: Annotated[
        list[Path] | None,
        typer.Option(metavar="RECORDING", help="An earlier run of the exercise; more than once for more."),
    ] = None,
    what_if: Annotated[
        list[Path] | None,
        typer.Option(
            "--what-if", metavar="FILE.json", help="What `muster whatif --json` printed; more than once for more."
        ),
    ] = None,
    aar: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the after-action report and improvement plan too: .docx or .md."),
    ] = None,
    ask: Annotated[
        bool, typer.Option("--ask/--no-ask", help="Ask the people who mattered why they did what they did.")
    ] = True,
    mind: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who answers for them: as for `muster run`; otherwise who did then."),
    ] = None,
    model: Annotated[str, typer.Option(metavar="NAME", help="Which model of ollama or openai.")] = "",
    host: Annotated[str, typer.Option(metavar="URL", help="Where ollama or openai answers.")] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the proposed ratings as JSON and write no page unless --out is given.")
    ] = False,
) -> None:
    """Write the after-action review of an exercise: one page that opens offline.

    Ratings of critical tasks are proposed by rules and decided by an evaluator, who edits and saves them in the page.
    """
    from muster.commands.backends import MindOrder
    from muster.commands.reviewing import Beside, Wanted, write_review

    order = MindOrder(mind=mind or "", model=model, host=host) if ask else None
    beside = Beside(ratings, tuple(compare or ()), tuple(what_if or ()))
    wanted = Wanted(out, aar, beside, order)
    write_review(recording, wanted, as_json=as_json)
