"""What can go wrong with an egress study; each class is named for what its reader can do about it.

AnalysisError
├── StudyTaken     the folder holds something already: resume it, or name another folder
├── StudyBroken    its files cannot be read: take another copy
├── StudyDiffers   it was begun as another study than is asked for: ask for the same, or name another folder
└── StudyHalted    it stopped before its end, and what it has is kept: go on with it
"""


class AnalysisError(Exception):
    """A study cannot be run or read; the message names the thing, the value, the limit and the remedy."""


class StudyTaken(AnalysisError):
    """The folder is taken; nothing was touched."""


class StudyBroken(AnalysisError):
    """Files of a study that cannot be read."""


class StudyDiffers(AnalysisError):
    """What is asked for is not what was begun."""


class StudyHalted(AnalysisError):
    """It can be resumed."""
