"""What can go wrong with a study; each class is named for what its reader can do about it.

StudyError
├── StudyUnknown    no method, writer or study of that name: name another
├── StudyExists     the folder holds a study already: resume it, or name another folder
├── StudyDamaged    its files cannot be read: take another copy
├── StudyMismatch   two things that do not belong together, such as a benchmark and another's classifier
└── StudyStopped    it stopped before its end, and what it has is kept: go on with it
    ├── TokensSpent   it has cost as much as it may
    └── WorkersLost   an episode ends whatever process runs it
"""


class StudyError(Exception):
    """A study cannot be run or read; the message names the thing, the value, the limit and the remedy."""


class StudyUnknown(StudyError):
    """A name that nothing goes by."""


class StudyExists(StudyError):
    """The folder is taken; nothing was touched."""


class StudyDamaged(StudyError):
    """Files of a study that cannot be read."""


class StudyMismatch(StudyError):
    """Parts that do not fit each other."""


class StudyStopped(StudyError):
    """It can be resumed."""


class TokensSpent(StudyStopped):
    """The study has cost as much as it may; it can be resumed with more."""


class WorkersLost(StudyStopped):
    """Every process that took an episode on has ended in the middle of it."""
