"""Taking part in an exercise that is played elsewhere: connection and window wired together."""

from collections.abc import Callable

from muster.client.access import Access
from muster.training.trainee.connection import Connection
from muster.training.trainee.playing import play
from muster.training.trainee.speaker import Speaker
from muster.training.trainee.windows import make_window
from muster.training.trainee.wording import afterwards


def take_part(
    address: str, role: str, access: Access, window: str, *, on_joined: Callable[[], None] = lambda: None
) -> tuple[str, ...]:
    """Play ``role`` of the exercise at ``address`` until the window is closed; return what to read afterwards.

    Raises:
        TrainingError: it cannot be joined.
        RenderError: there can be no window here.
    """
    shown = make_window(window)
    connection, speaker = Connection(address, role, access), Speaker()
    part = connection.join()
    try:
        on_joined()
        speaker.open()
        return afterwards(play(part, connection, shown, speaker=speaker))
    finally:
        speaker.close()
        connection.close()
