"""Frees what jobs leave behind."""

import gc


class Tidy:
    """Frees worlds that are over, every few episodes.

    Their arrays, 6 MB each, hang in circles, which Python looks for by how many objects there are, not by how large:
    left to it, a process grew to gigabytes within hundreds of episodes. Each look takes 60 ms.
    """

    every = 5

    def __init__(self) -> None:
        self._since = 0

    def after_an_episode(self) -> None:
        """Note that one is over."""
        self._since = (self._since + 1) % self.every
        if self._since == 0:
            gc.collect()
