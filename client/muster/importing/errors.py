"""What can go wrong with files of other programs."""


class ImportFailed(Exception):
    """A file cannot be made into a building or a recording; the message says what is wrong and what helps."""
