"""Writes the document from the record, and from nothing else: the same record makes the same document."""

from muster.optimizer.publication.claims import claimed
from muster.optimizer.publication.comparison import compared, on_the_way
from muster.optimizer.publication.controls import controls, texts
from muster.optimizer.publication.design import METHODS, SMALL, Sizes
from muster.optimizer.publication.figures import Readings
from muster.optimizer.publication.markdown import paragraph
from muster.optimizer.publication.office import transfer
from muster.optimizer.publication.personas import frozen
from muster.optimizer.publication.planning import planned
from muster.optimizer.publication.record import Record
from muster.optimizer.publication.robustness import audited, perturbed
from muster.optimizer.publication.steering import steered

SELF_TEST = "closed-loop self-test: built-in mind and writer; supports no claim about people"
MODEL = """```console
$ make alignment ARGS="--mind ollama --model NAME --writer ollama --writer-model NAME --out studies/NAME --to NAME.md"
```"""


def document(record: Record) -> str:
    """Return the document as Markdown."""
    readings = Readings(record.readings)
    lines = [
        *_head(record),
        *claimed(record, readings),
        *compared(record, readings),
        *on_the_way(record, readings),
        *controls(record, readings),
        *texts(record, readings),
        *audited(record, readings),
        *perturbed(record, readings),
        *steered(record, readings),
        *transfer(record, readings),
        *planned(record, readings),
        *_model(record),
        *_made(record),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _head(record: Record) -> list[str]:
    done, whole = len(record.readings), record.populations
    episodes = sum(len(each.counts) for each in record.readings)
    return [
        "# Alignment",
        "",
        f"*{_heading(record)}*",
        "",
        *paragraph(
            "What each method of steering a crowd reaches in the school with an intruder (80 people, 60 s), toward the",
            "distribution that experts gave ([PEBA](https://arxiv.org/abs/2509.16457)). How studies work and what the",
            "figures mean stands in [optimizing.md](optimizing.md); the method that is ours is *pevo+*.",
            *(
                (
                    "Mind, writer and rules are our own and closed in themselves: that a method does well here says",
                    "that it works in our loop, and nothing about people or about language models.",
                )
                if record.is_self_test
                else ()
            ),
        ),
        *paragraph(
            f"This document is made whole by `make alignment`. It rests on {done} populations and {episodes} fresh",
            "episodes that nothing was learnt from"
            + ("." if done == whole else f"; **{whole - done} populations are missing.**"),
            "Each row says on how many seeds and episodes it rests. *Seeds x episodes* are studies, and fresh episodes",
            "of the people that each ended with. A mean is over seeds, which are the unit: its interval is Student's",
            "(of a single seed, its own by bootstrap over episodes). *Chance alone* is the TVD that as many",
            "independent people, drawn from the target itself, would have; *excess* is TVD less that.",
        ),
        *_people(record),
    ]


def _heading(record: Record) -> str:
    if record.is_self_test:
        return SELF_TEST
    mind, writer = (" ".join(record.provenance[who].values()) for who in ("mind", "writer"))
    return f"mind: {mind}; writer: {writer}"


def _people(record: Record) -> list[str]:
    if record.changed:
        changed = " and ".join(record.changed)
        return paragraph(
            f"**The people of {changed} are not those that were frozen; the rows of *none* prove nothing.**"
        )
    hashes = "; ".join(f"{name} `{sha256[:16]}`" for name, sha256 in frozen().items())
    return paragraph(
        f"The people behind *none* were frozen before any method ran (SHA-256, first 16 digits: {hashes})."
    )


def _model(record: Record) -> list[str]:
    if not record.is_self_test:
        return []
    return [
        "## The same with a language model",
        "",
        *paragraph(
            "**Not done.** A real model as mind and writer is one command away, and costs some millions of requests:"
        ),
        MODEL,
        "",
        *paragraph("Until somebody has done it, nothing here says how such crowds behave, or how well models write."),
    ]


def _made(record: Record) -> list[str]:
    versions = ", ".join(f"{name} {version}" for name, version in record.provenance["versions"].items())
    return [
        "## How it was made",
        "",
        *paragraph(
            f"`{_command(record.sizes)}`, with {versions}. Fingerprint of world, mind, rules, auditor and",
            f"writer: `{record.provenance['fingerprint']}`; where it is another today, so will the figures be, and",
            "`make alignment` refuses to mix the two. The counts behind every number lie beside this page, in a file",
            "of its name that ends in .json; from it alone `make alignment ARGS=--render` writes the page again.",
        ),
    ]


def _command(sizes: Sizes) -> str:
    """Return what makes the document."""
    if sizes.reported == SMALL.reported:
        return "make alignment-small"
    words = [f"--seeds {sizes.seeds} --evaluations {sizes.evaluations}"]
    words += [f"--side-seeds {sizes.side_seeds} --side-evaluations {sizes.side_evaluations}"]
    words += [f"--methods {','.join(sizes.methods)}"] if sizes.methods != METHODS else []
    return f'make alignment ARGS="{" ".join(words)}"'
