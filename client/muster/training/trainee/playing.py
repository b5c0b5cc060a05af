"""The trainee's loop: what is told becomes a picture, what hands do becomes acts."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from muster.render.scene import Scene
from muster.scenario.play import Play
from muster.training.told import Act, Answer, Asked, Leave, Part, Phase, Ready, Stop
from muster.training.trainee.acting import asked_for
from muster.training.trainee.bearing import way_into
from muster.training.trainee.distress import Distress
from muster.training.trainee.hands import Gone, Hands, Wanted
from muster.training.trainee.keys import Wish
from muster.training.trainee.mirror import Mirror
from muster.training.trainee.reach import Reach, in_reach, looked_at
from muster.training.trainee.seen import Seats, frame_of
from muster.training.trainee.speaker import Loud, Speaker
from muster.training.trainee.window import Picture, TraineeWindow
from muster.training.trainee.wording import words_for

FRAMES_PER_S = 60.0
STEER_S = 1 / 30  # wall seconds between two steerings
AGAIN_S = 0.5  # wall seconds after which one that has not changed is said again: it may have been lost


class Wire(Protocol):
    """The connection to a host."""

    @property
    def lost(self) -> str:
        """Why there is no connection; "" while there is one."""
        ...

    @property
    def failed(self) -> str:
        """Why there will be none; "" otherwise."""
        ...

    def poll(self) -> list[Answer]:
        """Return what was told since."""
        ...

    def send(self, asked: Asked) -> None:
        """Say something."""
        ...


class Playing:
    """One trainee in front of one window.

    Attributes:
        mirror: what is known of the exercise.
        hands: what the trainee's hands do.
    """

    def __init__(self, part: Part, wire: Wire, window: TraineeWindow, speaker: Speaker | None = None) -> None:
        self._wire, self._window, self._speaker = wire, window, speaker or Speaker()
        self.mirror, self.hands = Mirror(part), Hands()
        self._seats = Seats()
        self._number = 0
        self._steered: Play | None = None
        self._steered_at = -math.inf
        self._has_begun = self._shows_keys = self._has_looked = False
        self._distress = Distress.ALL

    def step(self, at: float, elapsed_s: float) -> bool:
        """Let ``elapsed_s`` wall seconds pass until second ``at``, and draw; return False once it is to close."""
        self.mirror.take(self._wire.poll(), at, self.hands.yaw)
        self._let_hear()
        self._face()
        self.hands.turn(elapsed_s)
        reach = self._reach()
        self._steer(at)
        for wanted in self.hands.take(self._window.draw(self._picture(reach, at))):
            if isinstance(wanted, Gone):
                self._wire.send(Leave())
                return False
            self._do(wanted, reach, at)
        self._steer(at)  # at once: what hands have just done is what is waited for
        return True

    def _let_hear(self) -> None:
        known = self.mirror.now
        is_alarm = known is not None and known.alarm and self.mirror.phase is Phase.RUNNING
        self._speaker.hear(self.mirror.sounds, alarm=is_alarm, calm=self._distress.is_calm)

    def _face(self) -> None:
        """Look into the room, the first time: bodies stand wherever there was a place, perhaps nose to the wall."""
        known = self.mirror.now
        if not self._has_looked and known is not None:
            region = self.mirror.atlas.region(known.own.region)
            self._has_looked = True
            self.hands.yaw = known.own.heading if region is None else way_into(region, known.own.position[:2])

    def _reach(self) -> Reach:
        mirror = self.mirror
        return Reach() if mirror.now is None else in_reach(mirror.now, mirror.looks, mirror.atlas, self.hands.yaw)

    def _steer(self, at: float) -> None:
        if self.mirror.phase is not Phase.RUNNING or self.mirror.now is None:
            return
        steering = self.hands.steering()
        is_due = at - self._steered_at >= (STEER_S if steering != self._steered else AGAIN_S)
        if is_due or _moves_otherwise(steering, self._steered):
            self._steered, self._steered_at = steering, at
            self._act(Act(0, steering))

    def _act(self, act: Act) -> None:
        self._number += 1
        self._wire.send(replace(act, number=self._number))

    def _do(self, wanted: Wanted, reach: Reach, at: float) -> None:
        if isinstance(wanted, Wish) and self._is_mine(wanted):
            return
        known = self.mirror.now
        if known is None or self.mirror.phase is not Phase.RUNNING or isinstance(wanted, Gone):
            return
        target = looked_at(known, self.mirror.atlas, self.hands.yaw)
        act = asked_for(
            wanted, part=self.mirror.part, known=known, reach=reach, looked_at=target, volume=self.hands.volume
        )
        if isinstance(act, Act):
            self._act(act)
            self.mirror.say(act.play, at)
        elif act:
            self.mirror.notice, self.mirror.noticed_at = act, at

    def _is_mine(self, wish: Wish) -> bool:
        """Do what concerns the window and the exercise, not the body; return whether it was that."""
        match wish:
            case Wish.EMERGENCY:
                self._wire.send(Stop())
            case Wish.CONFIRM:
                if not self._has_begun:
                    self._has_begun = True
                    self._wire.send(Ready())
            case Wish.KEYS:
                self._shows_keys = not self._shows_keys
            case Wish.CALM:
                self._distress = self._distress.turned
            case Wish.SOUND:
                self._speaker.turn()
            case Wish.VOLUME:
                self.hands.louder()
            case Wish.CROUCH:
                self.hands.is_crouched = not self.hands.is_crouched
            case Wish.TYPE | Wish.ANNOUNCE:
                if self.mirror.phase is Phase.RUNNING:
                    self.hands.type(announces=wish is Wish.ANNOUNCE)
            case _:
                return False
        return True

    def _picture(self, reach: Reach, at: float) -> Picture:
        mirror, hands = self.mirror, self.hands
        words = words_for(
            mirror,
            hands,
            reach,
            at,
            shows_keys=self._shows_keys,
            distress=self._distress,
            sound=self._speaker.loud if self._speaker.is_open else Loud.OFF,
            has_begun=self._has_begun,
            lost=self._wire.failed or self._wire.lost,
        )
        part = mirror.part
        if mirror.now is None or mirror.before is None:
            return Picture(words=words, stature=part.stature)
        scene: Scene = mirror.scene
        frame = frame_of(mirror.before, mirror.now, mirror.share(at), scene, self._seats, mirror.doors)
        if not self._distress.shows_harm:
            frame = replace(frame, health=np.zeros_like(frame.health))
        names = tuple((row, person.name) for row, person in self._seats.rows(mirror.now.people) if person.name)
        return Picture(
            scene=scene,
            frame=frame,
            yaw=hands.yaw,
            pitch=hands.pitch,
            stature=part.stature,
            lit=mirror.now.lit,
            calm=self._distress.is_calm,
            words=replace(words, names=names),
        )


def _moves_otherwise(new: Play, old: Play | None) -> bool:
    """Whether the feet are to do something else, not only the eyes: that is told at once."""
    if old is None:
        return True
    return any(new.toward) != any(old.toward) or new.gait is not old.gait


def play(
    part: Part,
    wire: Wire,
    window: TraineeWindow,
    *,
    speaker: Speaker | None = None,
    size: Sequence[int] = (1280, 720),
    clock: Callable[[], float] = time.perf_counter,
    sleep: Callable[[float], None] = time.sleep,
) -> Mirror:
    """Take part until the window closes; return what is known of the exercise then."""
    window.open(f"{part.role_title} - {part.title} - muster", (size[0], size[1]))
    try:
        playing = Playing(part, wire, window, speaker)
        before = clock()
        while True:
            now = clock()
            if not playing.step(now, now - before):
                return playing.mirror
            before = now
            left = 1 / FRAMES_PER_S - (clock() - now)
            if left > 0:
                sleep(left)
    finally:
        window.close()
