"""A short document in pieces, written as Markdown or as a Word file."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from muster.recording.errors import ExtraMissing

if TYPE_CHECKING:
    from docx.document import Document


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` 1 is the document's title."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: Sequence[str]


@dataclass(frozen=True)
class Table:
    """A table; the first of ``rows`` heads it."""

    rows: Sequence[Sequence[str]]


Piece = Heading | Paragraph | Bullets | Table


def markdown(pieces: Sequence[Piece]) -> str:
    """Return the document as Markdown."""
    return "\n\n".join(_markdown(piece) for piece in pieces) + "\n"


def docx(pieces: Sequence[Piece]) -> bytes:
    """Return the document as a Word file; raises ExtraMissing without python-docx."""
    try:
        import docx as python_docx
    except ImportError:
        raise ExtraMissing(
            "Word files need python-docx: pip install 'muster-sim[docx]', or name a file that ends in .md"
        ) from None
    document = python_docx.Document()
    for piece in pieces:
        _write(document, piece)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _markdown(piece: Piece) -> str:
    match piece:
        case Heading(text, level):
            return f"{'#' * level} {_line(text)}"
        case Paragraph(text):
            return _escaped(text)
        case Bullets(items):
            return "\n".join(f"- {_line(item)}" for item in items)
        case Table(rows):
            head, *rest = [" | ".join(_cell(cell) for cell in row) for row in rows]
            rule = " | ".join("---" for _ in rows[0])
            return "\n".join(f"| {line} |" for line in (head, rule, *rest))


def _line(text: str) -> str:
    return _escaped(" ".join(text.split()))


def _cell(text: str) -> str:
    return _line(text).replace("|", "\\|")


def _escaped(text: str) -> str:
    """Return what others wrote as text: no markup of theirs becomes ours."""
    return "".join(f"\\{letter}" if letter in "\\`*_<>#[]" else letter for letter in text)


def _write(document: "Document", piece: Piece) -> None:
    match piece:
        case Heading(text, level):
            document.add_heading(text, level - 1)
        case Paragraph(text):
            document.add_paragraph(text)
        case Bullets(items):
            for item in items:
                document.add_paragraph(item, style="List Bullet")
        case Table(rows):
            table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
            for number, row in enumerate(rows):
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.paragraphs[0].add_run(text).bold = number == 0
