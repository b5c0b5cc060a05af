"""``none``: everybody stays who they are. What every other method must beat."""

from collections.abc import Sequence

from muster.optimizer.method import Change, Report, Setting


class Unsteered:
    """Changes nobody."""

    def __init__(self, setting: Setting) -> None:
        pass

    def ask(self) -> Sequence[Change]:
        """Leave everybody as they are."""
        return ()

    def tell(self, report: Report) -> None:
        """Learn nothing."""
