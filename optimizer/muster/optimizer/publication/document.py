"""Writes the document from the record."""

from muster.optimizer.publication.record import Record


def document(record: Record) -> str:
    """Return the document as Markdown."""
    return f"{len(record.readings)} readings\n"
