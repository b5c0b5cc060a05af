"""What trainees and instructors did in a recording, done again: to go on with a run, and to ask "what if"."""

from collections.abc import Collection

from muster.client.episode import Episode
from muster.client.inputs import read_outside
from muster.recording.reader import Recording
from muster.scenario.inject import Inject
from muster.scenario.play import Play, PlayKind


class Again:
    """Brings recorded plays and injects into an episode, at their ticks; call it before every step.

    ``without`` names inputs to be left out, by their numbers in the log: bodies stay, those acts are skipped. From
    ``hands_back_at`` on, a tick, whoever is still played then is left to their own mind.

    Raises:
        RecordingDamaged: an input is not such as an episode writes.
    """

    def __init__(
        self, recording: Recording, *, without: Collection[int] = (), hands_back_at: int | None = None
    ) -> None:
        self._hands_back_at = hands_back_at
        self._due: dict[int, list[tuple[int, Play | Inject]]] = {}
        for number, tick, agent, act in read_outside(recording):
            if number not in without:
                self._due.setdefault(tick, []).append((agent, act))

    def __call__(self, episode: Episode) -> None:
        """Do what was done at this tick."""
        for agent, act in self._due.get(episode.world.tick, ()):
            if isinstance(act, Inject):
                episode.inject(act)
            else:
                episode.play(agent, act)
        if episode.world.tick == self._hands_back_at:
            for agent in episode.world.playing.rows:
                episode.play(agent, Play(PlayKind.RELEASE))
