"""What a study leaves to read: summary.json, the tables as CSV, and report.html, each whole or not at all."""

from pathlib import Path

from muster.analysis.csv_tables import csv_tables
from muster.analysis.folder import Folder
from muster.analysis.report.page import page
from muster.analysis.summary import Summary
from muster.jobs.files import put

NAME = "report.html"


def write_report(folder: Folder, summary: Summary) -> Path:
    """Write everything anew and return where the page lies; all of it is made of what lies beside it."""
    folder.write("summary.json", summary.to_json())
    for name, text in csv_tables(summary).items():
        put(folder.path / name, text)
    put(folder.path / NAME, page(summary), errors="replace")
    return folder.path / NAME
