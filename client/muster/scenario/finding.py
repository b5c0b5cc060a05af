"""What a check has to say about a building, a population or a scenario."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops a run or makes it wrong; a warning is worth a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing found; ``message`` says what is wrong and what to do."""

    severity: Severity
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


def error(where: str, message: str) -> Finding:
    """Return a finding that makes the file unusable."""
    return Finding(Severity.ERROR, where, message)


def warning(where: str, message: str) -> Finding:
    """Return a finding that leaves the file usable."""
    return Finding(Severity.WARNING, where, message)
