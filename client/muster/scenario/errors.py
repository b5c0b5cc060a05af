"""What can be wrong with an input file."""

_SHOWN = 20


class ScenarioError(Exception):
    """Files that people wrote cannot be used; each problem names file, key, value, limit and remedy.

    Attributes:
        problems: one sentence each, everything that was found wrong in one reading.
    """

    def __init__(self, *problems: str) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        more = len(self.problems) - _SHOWN
        tail = [f"... and {more} more problems"] if more > 0 else []
        return "\n".join([*self.problems[:_SHOWN], *tail])
