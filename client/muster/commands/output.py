"""Printing: answers go to stdout, everything else to stderr."""

import json
import sys
from io import TextIOWrapper

import typer


def say(text: str = "") -> None:
    """Print part of the answer."""
    typer.echo(_harmless(text))


def note(text: str) -> None:
    """Print something beside the answer."""
    typer.echo(_harmless(text), err=True)


def complain(text: str) -> None:
    """Print what went wrong."""
    note(f"muster: {text}")


def say_json(value: object) -> None:
    """Print one JSON value and nothing else; ASCII only, so that no terminal's encoding can spoil it."""
    typer.echo(json.dumps(value, indent=2))


def never_fail_to_encode() -> None:
    """Let a terminal that cannot show a character show another, instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _harmless(text: str) -> str:
    """Return ``text`` without control characters: names and words come from files and models."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)
