"""When, on the wall clock, an answer must be there: simulated deadlines in a session that the wall clock drives."""

from muster.server.fold import WORDS_AFTER_S
from muster.server.values import Percept

MARGIN_S = 0.05  # for the built-in mind to decide instead, and for the way to the client
MARGIN_SHARE = 0.2  # of the time there is, when that is less: at 16 times real time half a second is 31 ms
_DEVIATIONS = 4  # as in RFC 6298


class Pace:
    """Turns simulated deadlines into times of the event loop's clock; ``speed`` is simulated seconds in one."""

    def __init__(self, speed: float) -> None:
        self._speed = speed

    def expires_at(self, percept: Percept, now: float) -> float:
        """Return when the built-in mind must decide on a percept that has just come."""
        left = max(percept.deadline_s - percept.time_s, 0.0) / self._speed
        return now + left - min(MARGIN_S, MARGIN_SHARE * left)

    def words_expire_at(self, expires_at: float) -> float:
        """Return when the words on a decision are taken for none."""
        return expires_at + WORDS_AFTER_S / self._speed


class ServiceTime:
    """How long the backend takes for a decision, smoothed as TCP does its round trips (RFC 6298).

    Beyond what a backend can do, requests that expire while it works on them would take the slots from those that it
    could still answer. At four times the load it then made 14 % of the decisions that it can; giving up in time, all.
    """

    def __init__(self) -> None:
        self._mean = self._deviation = 0.0

    def took(self, seconds: float) -> None:
        """Note one decision."""
        if self._mean == 0.0:
            self._mean, self._deviation = seconds, seconds / 2
            return
        self._deviation += (abs(seconds - self._mean) - self._deviation) / 4
        self._mean += (seconds - self._mean) / 8

    def gave_up(self, seconds: float) -> None:
        """Note that one was not there after so long."""
        if seconds > self._mean:
            self.took(seconds)

    def is_hopeless(self, seconds: float) -> bool:
        """Whether a decision would not be there in so long; says so ever less when it has said so often."""
        if self._mean + _DEVIATIONS * self._deviation <= seconds:
            return False
        self._mean *= 0.98  # or one slow answer would keep everybody from asking again
        self._deviation *= 0.98
        return True
