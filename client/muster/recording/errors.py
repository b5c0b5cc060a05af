"""What can go wrong with a recording; each class is named for what its reader can do about it.

RecordingError
├── RecordingExists      choose another name
├── RecordingUnwritable  make room or choose another folder; what was committed before stays readable
├── RecordingUnreadable  nothing in the file can be used
├── RecordingDamaged     part of the file cannot be used; the rest can
├── NobodyMeant          whoever was asked for is not in it, or is several people: give another name
├── ExtraMissing         install the extra that the message names
├── RecordingTooLarge    more than this format can hold: choose another
├── NoExercise           nobody took part in it: give the recording of an exercise
└── NotOurRun            another program made it: it cannot be rerun, all else works
"""


class RecordingError(Exception):
    """A recording cannot be written or read; the message names file, problem and remedy."""


class RecordingExists(RecordingError):
    """The file to be written is there already; nothing was touched."""


class RecordingUnwritable(RecordingError):
    """The disk, the folder or its permissions refuse; what was committed before stays readable."""


class RecordingUnreadable(RecordingError):
    """Missing, not a recording, of another schema version, or broken beyond use."""


class RecordingDamaged(RecordingError):
    """The file opens, but this part of it cannot be read."""


class NobodyMeant(RecordingError):
    """A name that fits nobody in a recording, or several people: give another."""


class ExtraMissing(RecordingError):
    """A format needs a package that is not installed; the message has the command that installs it."""


class RecordingTooLarge(RecordingError):
    """A format cannot hold so much, even thinned out; another can."""


class NoExercise(RecordingError):
    """A run in which nobody took part, where a played exercise is wanted."""


class NotOurRun(RecordingError):
    """A recording that was imported: it has no inputs of ours, so nothing can be done again with it."""
