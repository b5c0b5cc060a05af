"""What ``muster review`` does: gathers the review, asks people why, writes page and report."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from muster.client.errors import MindUnavailable
from muster.client.interview import interview
from muster.commands.backends import BUILTIN_ORDER, MindOrder, as_recorded
from muster.commands.minds import Where, minds
from muster.commands.output import note, say, say_json
from muster.recording.errors import RecordingExists, RecordingUnwritable
from muster.recording.exporters.audience import Nobody
from muster.recording.looking_back import Past
from muster.recording.reader import Recording
from muster.server.errors import ServerError
from muster.training.played import Played
from muster.training.ratings import NOT_OBSERVED
from muster.training.review.decided import read_decided
from muster.training.review.document import docx, markdown
from muster.training.review.mattered import Ask
from muster.training.review.page import review_page
from muster.training.review.report import report
from muster.training.review.review import Review, review_of
from muster.training.review.runs import earlier_runs
from muster.training.supposed import read_supposed


@dataclass(frozen=True)
class Beside:
    """Files that a review takes in.

    Attributes:
        ratings: what was decided, or None. compare: earlier recordings. what_if: what ``muster whatif`` printed.
    """

    ratings: Path | None
    compare: tuple[Path, ...]
    what_if: tuple[Path, ...]


@dataclass(frozen=True)
class Wanted:
    """What is to be made.

    Attributes:
        out: the page; None: beside the recording. aar: the report, or None.
        mind: who answers for people; None: nobody is asked.
    """

    out: Path | None
    aar: Path | None
    beside: Beside
    mind: MindOrder | None


def write_review(path: Path, wanted: Wanted, *, as_json: bool) -> None:
    """Write what is wanted of the recording at ``path``, and say where it is."""
    page = wanted.out or (None if as_json else path.with_suffix(".review.html"))
    files = [file for file in (page, wanted.aar) if file is not None]
    _require_new(files)
    _require_known(wanted.aar)
    with Recording.open(path, salvage=True) as recording:
        review = _review(Played(recording), wanted, path)
        if page is not None:
            _write(page, review_page(review, Nobody()).encode())
        if wanted.aar is not None:
            pieces = report(review)
            _write(wanted.aar, docx(pieces) if wanted.aar.suffix == ".docx" else markdown(pieces).encode())
    if as_json:
        say_json(_as_json(review))
        return
    _tell(review)
    for file in files:
        say(str(file))


def _review(played: Played, wanted: Wanted, path: Path) -> Review:
    beside = wanted.beside
    decided = read_decided(beside.ratings, played.exercise) if beside.ratings else None
    earlier = earlier_runs(beside.compare, played.exercise.name)
    supposed = [read_supposed(file, path.name) for file in beside.what_if]

    def made(ask: Ask | None) -> Review:
        return review_of(played, ask=ask, decided=decided, earlier=earlier, supposed=supposed)

    if wanted.mind is None:
        return made(None)
    try:
        with _asking(as_recorded(wanted.mind, path)) as ask:
            return made(ask)
    except (MindUnavailable, ServerError) as error:
        if wanted.mind.mind:  # who was asked for by name is not replaced
            raise
        note(f"{error}\nThe built-in mind answers in the place of the one that played them.")
    with _asking(BUILTIN_ORDER) as ask:
        return made(ask)


@contextmanager
def _asking(order: MindOrder) -> Generator[Ask]:
    """Yield what asks people of the recording; ``order`` says who answers for them."""

    def ask(them: Past, question: str) -> tuple[str, str]:
        answer, source = interview(address, them, question)
        return answer, source.name.lower()

    with minds(Where(), order) as address:
        yield ask


def _require_new(files: list[Path]) -> None:
    for file in files:
        if file.exists():
            raise RecordingExists(f"{file} is there already and is not overwritten; name another file")


def _require_known(aar: Path | None) -> None:
    if aar is not None and aar.suffix not in (".docx", ".md"):
        raise RecordingUnwritable(f"{aar}: reports are written as .docx or .md; name a file that ends so")


def _write(path: Path, content: bytes) -> None:
    """Write a whole file or none."""
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        reason = error.strerror or error
        raise RecordingUnwritable(f"{path} cannot be written ({reason}); make room or name a file elsewhere") from None
    finally:
        unfinished.unlink(missing_ok=True)


def _tell(review: Review) -> None:
    if review.share.is_low:
        note(review.share.text)
    for judged in review.judged:
        say(judged.objective.text)
        for each in judged.proposals:
            decided = review.decided.task(each.task.id).rating.value
            said = f"decided {decided}" if decided else f"proposed {each.rating.value if each.rating else NOT_OBSERVED}"
            say(f"  {said}: {each.task.text} {each.why}")


def _as_json(review: Review) -> dict[str, object]:
    return {
        "exercise": review.played.exercise.name,
        "roles": [part.role.id for part in review.played.parts],
        "model_share": review.share.made / review.share.decisions if review.share.decisions else 0.0,
        "tasks": [
            {
                "objective": judged.objective.id,
                "task": each.task.id,
                "proposed": each.rating.value if each.rating else NOT_OBSERVED,
                "decided": review.decided.task(each.task.id).rating.value,
                "why": each.why,
                "evidence": [{"time_s": one.time, "place": one.place, "text": one.text} for one in each.evidence],
            }
            for judged in review.judged
            for each in judged.proposals
        ],
    }
