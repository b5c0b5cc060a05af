"""An exercise being played: who plays whom, what they are told, and what they do.

Trainees and instructors come and go on the threads of the service; the simulation calls ``turn`` and ``hand`` around
every step. What they want reaches the episode in ``hand``, in the order in which it came.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from muster.client.episode import Episode
from muster.client.outside import Control, ControlKind, Note
from muster.scenario.exercise import Exercise, Role
from muster.scenario.inject import Inject
from muster.scenario.play import Play, PlayKind
from muster.training.delivering import Delivery
from muster.training.errors import BadAct, NotBegun
from muster.training.host.clock import SteeredClock
from muster.training.host.company import Company
from muster.training.host.msel import Msel
from muster.training.host.seat import Seat
from muster.training.told import Act, Moment, Part, Phase, Playbill, Refusal, RoleState
from muster.world.events import EventKind

GLANCE_S = 0.005  # wall seconds between two looks at whether it may go on
TELL_EVERY_S = 0.5  # wall seconds between two moments while nothing moves
REFUSALS = 8  # that are kept for instructors
STOPPED = "Everything has stopped: this is no exercise. {who} has pressed the emergency key."
NOBODY_LEFT = "The exercise has not begun: nobody is left who wants to take part. Nothing was recorded."
UNPLAYED = "{role}: nobody takes part in this role; the mind of that person plays it."
STANDING = (Phase.WAITING, Phase.PAUSED)
_Todo = Callable[[Episode], None]


class Host:
    """One exercise, with whatever varies settled.

    Args:
        exercise: what is played.
        awaited: ids of the roles without which it does not begin.
        glance: lets some wall time pass.
        say: tells whoever runs this what they should know; called from any thread.

    Attributes:
        clock: keeps its time.
    """

    def __init__(
        self,
        exercise: Exercise,
        awaited: Sequence[str],
        *,
        glance: Callable[[], None] = lambda: time.sleep(GLANCE_S),
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.exercise, self.clock = exercise, SteeredClock()
        self._company, self._msel = Company(exercise, awaited), Msel(exercise.events)
        self._glance, self._say = glance, say
        self._is_called_off = False
        self._lock = threading.RLock()
        self._todo: deque[_Todo] = deque()
        self._playing: Sequence[Seat] = ()  # those whose bodies are theirs
        self._phase, self._word, self._time = Phase.WAITING, "", 0.0
        self._hot_wash: tuple[str, ...] = ()
        self._episode: Episode | None = None
        self._delivery: Delivery | None = None
        self._refused: deque[str] = deque(maxlen=REFUSALS)

    # ---- For everybody, from any thread ----

    @property
    def phase(self) -> Phase:
        """How far it is."""
        return self._phase

    @property
    def time(self) -> float:
        """Simulated seconds."""
        return self._time

    @property
    def word(self) -> str:
        """What to read beside the phase."""
        if self._phase is not Phase.WAITING:
            return self._word
        missing = self._company.missing
        return f"Waiting for: {', '.join(missing)}." if missing else "Waiting for an instructor to begin."

    @property
    def hot_wash(self) -> tuple[str, ...]:
        """What to talk about now: nothing before it is over, nor when it was stopped or has not begun."""
        return self._hot_wash

    @property
    def roles(self) -> tuple[RoleState, ...]:
        """Who plays what."""
        return self._company.roles

    @property
    def brought(self) -> Sequence[str]:
        """Ids of the events of the MSEL that have come."""
        return self._msel.brought

    @property
    def people(self) -> Collection[str]:
        """Ids of those who may be there."""
        return self._company.people

    def playbill(self) -> Playbill:
        """Return what anybody may ask before taking part."""
        exercise = self.exercise
        return Playbill(exercise.title, exercise.brief.strip(), exercise.content_note.strip(), self.roles)

    # ---- For trainees ----

    def join(self, role_id: str, wake: Callable[[], None]) -> tuple[Seat, Part]:
        """Let somebody play a role; ``wake`` is called when they are to be told something.

        Raises:
            NoSuchRole: there is none of that id.
            RoleTaken: somebody plays it.
        """
        seat, part = self._company.seat(role_id, wake)
        seat.tell(self._standing())
        return seat, part

    def leave(self, seat: Seat) -> None:
        """Somebody is away: from now on their person's mind moves the body."""
        if self._company.leave(seat) and self._phase is Phase.WAITING:
            self._say(f"{seat.role.title}: the connection is gone. {self.word}")

    def opt_out(self, seat: Seat) -> None:
        """Somebody would rather not take part, or no longer; before the start, nobody waits for their role any more."""
        with self._lock:
            if not self._company.excuse(seat) or self._phase is not Phase.WAITING:
                return
            if not self._company.missing and not self._company.seats:
                self._is_called_off = True
                self._finish(NOBODY_LEFT)
                return
            self._go_on_without(seat.role)

    def ready(self, seat: Seat) -> None:
        """Somebody has read the brief; with the last of those awaited, it begins."""
        with self._lock:
            seat.is_ready = True
            if self._phase is Phase.WAITING and not self._company.missing:
                self._phase = Phase.RUNNING

    def act(self, seat: Seat, act: Act) -> None:
        """Let somebody do something with their body at the next step; raises BadAct while nothing moves."""
        if self._phase is Phase.RUNNING:
            self._todo.append(lambda episode: self._play(seat, act, episode))
        elif act.play.kind is not PlayKind.STEER:  # windows steer all the time
            raise BadAct("nothing can be done while the exercise stands still", act.number)

    def stop(self, who: str) -> None:
        """End it for everybody: a real emergency."""
        self._todo.append(lambda episode: episode.remark(Note(f"Stopped for a real emergency by: {who}")))
        self._finish(STOPPED.format(who=who))

    # ---- For instructors ----

    @property
    def refused(self) -> Sequence[str]:
        """Injects that could not be carried out, and why; the latest ones."""
        return tuple(self._refused)

    def begin(self) -> None:
        """Begin now, without those who are not ready."""
        with self._lock:
            if self._phase is Phase.WAITING:
                self._phase = Phase.RUNNING

    def pause(self) -> None:
        """Let everything stand still."""
        with self._lock:
            if self._phase is Phase.RUNNING:
                self._phase = Phase.PAUSED
                self.remark(Control(ControlKind.PAUSE))

    def resume(self) -> None:
        """Let it go on."""
        with self._lock:
            if self._phase is Phase.PAUSED:
                self.remark(Control(ControlKind.RESUME))
                self._phase = Phase.RUNNING

    def set_speed(self, speed: float) -> None:
        """Let simulated time pass at another speed."""
        self.clock.set_speed(speed)
        self.remark(Control(ControlKind.SPEED, speed))

    def inject(self, inject: Inject) -> None:
        """Do something to the world."""
        self._todo.append(lambda episode: episode.inject(inject))

    def bring(self, event_id: str) -> None:
        """Let an event of the MSEL come now and not again later; raises BadAct when there is none, or it has come."""
        event = self._msel.bring(event_id)
        self.remark(Note(f"MSEL event brought by the instructor: {event.id}"))
        if event.inject is not None:
            self.inject(event.inject)

    def remark(self, remark: Note | Control) -> None:
        """Write a note or an act on the clock into the log."""
        self._todo.append(lambda episode: episode.remark(remark))

    def then(self, told: Callable[[], None]) -> None:
        """Call ``told`` when what was asked for until now has reached the simulation."""
        self._todo.append(lambda _: told())

    def end(self) -> None:
        """End it."""
        self._finish("The instructor has ended the exercise.", self.exercise.hot_wash)

    # ---- For the simulation, on its thread ----

    def hand(self, episode: Episode) -> None:
        """Do what has been asked for; called before every step."""
        if self._delivery is None:
            self._episode = episode
            self._delivery = Delivery(self.exercise, episode.world, may_come=self._msel.claim)
        self._change_places(episode)
        for _ in range(len(self._todo)):  # what comes meanwhile is for the next step
            self._todo.popleft()(episode)
        self._delivery(episode)

    def turn(self, obey: Callable[[], None], on_halt: Callable[[], None] = lambda: None) -> bool:
        """Tell everybody of the step that was made, then return when the next may be; say whether it had to wait.

        ``on_halt`` is called before a wait; ``obey`` within it, and raises KeyboardInterrupt after Ctrl-C. Raises
        NotBegun when everybody would rather not take part.
        """
        self._show()
        had_to_wait = self._phase in STANDING
        if had_to_wait:
            on_halt()
            self._stand_still(obey)
        if self._is_called_off:
            raise NotBegun(self._word)
        return had_to_wait

    def over(self, word: str = "The exercise is over.") -> None:
        """Tell everybody that this was it."""
        with self._lock:
            if self._phase is not Phase.OVER:
                self._phase, self._word, self._hot_wash = Phase.OVER, word, self.exercise.hot_wash
        self._tell()

    # ---- Inside ----

    def _go_on_without(self, role: Role) -> None:
        """Say that nobody plays ``role``, and begin if it was the last one waited for."""
        unplayed = UNPLAYED.format(role=role.title)
        self.remark(Note(unplayed))
        if not self._company.missing and any(seat.is_ready for seat in self._company.seats):
            self._phase = Phase.RUNNING
        self._say(f"{unplayed} {self.word}".strip())

    def _finish(self, word: str, hot_wash: tuple[str, ...] = ()) -> None:
        with self._lock:
            self.remark(Control(ControlKind.END))
            self._phase, self._word, self._hot_wash = Phase.OVER, word, hot_wash
        self._tell()

    def _stand_still(self, obey: Callable[[], None]) -> None:
        told_at = time.monotonic()
        while self._phase in STANDING:
            obey()
            self._glance()
            if time.monotonic() - told_at > TELL_EVERY_S:
                told_at = time.monotonic()
                self._tell()

    def _change_places(self, episode: Episode) -> None:
        """Hand the bodies of those who have gone back to their minds, and give those who have come theirs."""
        seats = self._company.seats
        for seat in self._playing:
            if seat not in seats:
                seat.is_playing = False
                episode.play(seat.agent, Play(PlayKind.RELEASE))
        for seat in seats:
            if not seat.is_playing:
                seat.is_playing = True
                episode.play(seat.agent, Play(PlayKind.TAKE, rights=seat.role.rights))
        self._playing = seats

    def _play(self, seat: Seat, act: Act, episode: Episode) -> None:
        if not seat.is_playing:
            return
        seat.taken = max(seat.taken, act.number)
        play = act.play
        if act.body:
            person = seat.person_of(act.body)
            if not person:
                seat.outbox.put(Refusal(act.number, "nobody like that is in view any more"))
                return
            play = replace(play, person=person)
        episode.play(seat.agent, play)

    def _show(self) -> None:
        """Tell everybody what their body knows now."""
        episode = self._episode
        if episode is None:
            self._tell()
            return
        self._time = episode.world.tick * episode.world.dt
        rows = episode.happened()
        self._refused.extend(row.text for row in rows if row.agent is None and row.kind == EventKind.REFUSED.value)
        standing = self._standing()
        for seat in self._company.seats:
            if seat.is_playing:
                seat.show(self._company.knowing(seat, episode), standing)
            else:
                seat.tell(standing)

    def _tell(self) -> None:
        standing = self._standing()
        for seat in self._company.seats:
            seat.tell(standing)

    def _standing(self) -> Moment:
        """Return how things stand, as everybody is told."""
        return Moment(self._time, self._phase, self.word, hot_wash=self._hot_wash)
