"""What is wrong with a building, a population or a scenario, found without running it."""

from muster.scenario.check.checks import check
from muster.scenario.check.files import FileKind, check_file
from muster.scenario.finding import Finding, Severity

__all__ = ["FileKind", "Finding", "Severity", "check", "check_file"]
