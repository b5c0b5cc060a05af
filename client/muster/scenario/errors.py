"""What can be wrong with an input file."""


class ScenarioError(Exception):
    """A file that a person wrote cannot be used; the message names file, key, value and remedy."""
