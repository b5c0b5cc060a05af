"""What can go wrong here that the caller can mend.

VerificationError
├── NoSuchTest    a test was named that no standard here has
├── NoMarkers     a document has no place for the table
├── BadData       an experiment's file cannot be used as it is
├── TrialLost     a trial ends the processes that make it
└── NotComparable two recordings have nothing to compare them by
"""


class VerificationError(Exception):
    """Root of them all; the message names the thing, the value, the limit and the remedy."""


class NoSuchTest(VerificationError):
    """A test was named that no standard here has."""


class NoMarkers(VerificationError):
    """A document has no place for the table."""


class BadData(VerificationError):
    """An experiment's file cannot be used as it is."""


class TrialLost(VerificationError):
    """A trial ends the processes that make it."""


class NotComparable(VerificationError):
    """Two recordings have nothing to compare them by."""
