"""What it costs to put together what a trainee's client is told: python benchmarks/trainee.py [EXERCISE]."""

import argparse
import time

import numpy as np

from muster.client.episode import Episode
from muster.client.link import GrpcLink
from muster.commands.backends import BUILTIN_ORDER, make
from muster.scenario.exercise_file import load_exercise
from muster.server.embedded import EmbeddedServer
from muster.training.knowledge import Knowing
from muster.training.staging import staged


def main() -> None:
    """Play two minutes with a scripted trainee and print the time a step and a moment take."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercise", nargs="?", default="warden-evacuation")
    staging = staged(load_exercise(parser.parse_args().exercise), seed=1)
    scenario = staging.exercise.scenario
    steps: list[float] = []
    moments: list[float] = []
    with EmbeddedServer(make(BUILTIN_ORDER)) as embedded:
        link = GrpcLink(embedded.address)
        episode = Episode(scenario, 1, link, None)
        link.open(scenario, episode.world.cast, 1)
        hand = staging.hand(staging.bots())
        knowing = Knowing(episode, episode.world.agent_of(staging.roles[0].persona))
        for _ in range(round(120 / scenario.dt)):
            start = time.perf_counter()
            hand(episode)
            episode.tick()
            middle = time.perf_counter()
            knowing.now()
            steps.append(middle - start)
            moments.append(time.perf_counter() - middle)
        link.close()
    for name, times in (("step", steps), ("moment", moments)):
        middle, high = np.percentile(np.array(times) * 1e3, [50, 99])
        print(f"{name:7} median {middle:.3f} ms, 99 % within {high:.3f} ms, {len(episode.world.cast)} people")


if __name__ == "__main__":
    main()
