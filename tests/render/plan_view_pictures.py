"""Draws the golden pictures of the plan into a folder: a program of its own, on SDL's dummy driver."""

import sys
from dataclasses import replace
from pathlib import Path

import pygame

from muster.render.panels import panels
from muster.render.plan import Plan
from muster.render.renderer import Settings
from muster.render.story import Choice, Story
from muster.render.trails import Wake
from muster.render.view import View
from render.plan_view_samples import WALKER, Playing, first_view

SIZE = (880, 500)
TIME = 20.0
STORY = Story(
    WALKER,
    "Ada Lind 0",
    "pupil",
    ("12, girl, pupil", "Curious and quick, always the first to ask and the last to wait.", "Calm."),
    noticed=("heard the alarm", 'heard a shout by Zoë Çağlar 3: "Into the next room, all of you!"'),
    why_then="something happened",
    choices=(
        Choice("Leave by the Main exit, 8 m away", 0.61, False),
        Choice("Go to Room 0, 3 m away", 0.22, True),
        Choice("Stay where you are and do nothing", 0.17, False),
    ),
    decided_at=19.3,
    source="model",
    latency_ms=412.0,
    thought="Away from the corridor, whatever they say.",
    said="I'm coming!",
    mood="frightened",
    arousal=0.7,
    memory=("0:05 The alarm went off.", "0:12 I saw the intruder in the Long corridor."),
)

_BASE = replace(first_view(), time=TIME, playing=False)
PICTURES: dict[str, View] = {
    "plan": _BASE,
    "storeys": replace(_BASE, storey=None, shows_names=True),
    "trails-density": replace(_BASE, shows_trails=True, shows_density=True),
    "sight": replace(_BASE, shows_sight=True, selected=WALKER),
    "why": replace(_BASE, selected=WALKER),
}


def main(folder: Path) -> None:
    source, plan = Playing(), Plan()
    plan.open(source.scene, Settings(*SIZE, offscreen=True))
    for name, view in PICTURES.items():
        frame = source.frame(TIME)
        shown = panels(view, frame, source, STORY if name == "why" else None)
        plan.draw(frame, view, replace(shown, trails=Wake(source).behind(frame)))
        picture = plan.picture()
        surface = pygame.image.frombuffer(picture.tobytes(), SIZE, "RGB")
        pygame.image.save(surface, str(folder / f"{name}.png"))
    plan.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
