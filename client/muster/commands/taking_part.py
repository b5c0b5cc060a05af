"""What ``muster train`` does with people: host, minds, clock, recording and the trainee's own window wired together."""

from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from muster.behavior.v1.vocabulary import Clock
from muster.client.result import EpisodeResult
from muster.client.terms import Terms
from muster.commands.attending import Attendance
from muster.commands.foretelling import foretell
from muster.commands.minds import Linker, Where, minds
from muster.commands.names import check_free, path_for
from muster.commands.one import Cast, run_one
from muster.commands.output import note, say
from muster.commands.scene_run import shown
from muster.commands.scenes_aside import Aside, scenes_aside
from muster.commands.training import TrainOrder, check_roles
from muster.commands.watch import Watch
from muster.commands.watching import Onlooker
from muster.scenario.exercise import Exercise
from muster.scenario.exercise_file import load_exercise
from muster.server.embedded import private_address
from muster.server.security import Security
from muster.training.errors import NotBegun
from muster.training.host.host import Host
from muster.training.staging import Staging, staged


@dataclass(frozen=True)
class LiveOrder:
    """What was asked for on the command line.

    Attributes:
        listen: where others may join; "" for nobody.
        window: which window the trainee here plays in; "" for none.
        watch: a renderer of ``muster run`` beside, for an instructor; "none" for none.
        security: what is asked of those who join.
        instructors: their token; "" for none of their own.
    """

    train: TrainOrder
    listen: str = ""
    window: str = "panda3d"
    security: Security = field(default_factory=Security)
    instructors: str = field(default="", repr=False)


def play_live(order: LiveOrder) -> None:
    """Play an exercise with people, record it, and say where to go on."""
    asked = order.train
    exercise = load_exercise(asked.exercise)
    check_roles(exercise, asked.roles)
    check_free(asked.out, [asked.seed])
    staging = staged(exercise, asked.seed, asked.roles)
    _announce(staging.exercise)
    foretell(asked.minds, staging.exercise.scenario.population.size)
    try:
        _play(order, staging, path_for(asked.out, exercise.name, asked.seed))
    except NotBegun as why:
        say(f"{why}\n\nTo talk to somebody: {exercise.support_contact}")


def _play(order: LiveOrder, staging: Staging, path: Path) -> None:
    """Play it; raises NotBegun when everybody would rather not take part."""
    asked, exercise = order.train, staging.exercise
    scenario, roles = exercise.scenario, tuple(role.id for role in staging.roles)
    host, terms = Host(exercise, roles, say=note), Terms(Clock.REALTIME)
    with _attended(order, host, roles) as attendance:
        with minds(Where(), asked.minds, terms, people=scenario.population.size) as address:
            linker = Linker(address, Where().access, asked.minds, terms, embedded=True)
            result = run_one(scenario, asked.seed, linker, path, attendance, cast=Cast(exercise, roles, host.hand))
        _tell(exercise, result, host)
        attendance.wait()


@contextmanager
def _attended(order: LiveOrder, host: Host, roles: tuple[str, ...]) -> Generator[Attendance]:
    watch = None if order.train.render == "none" else Watch(order.train.render, is_paced=True)
    with private_address() as private, _leaders_see(order) as aside, _watched(watch, aside, host) as onlooker:
        attendance = Attendance(
            host,
            private=private,
            listen=order.listen,
            security=order.security,
            instructors=order.instructors,
            scenes=aside.behind if aside else None,
            window=order.window,
            role=roles[0],
            beside=onlooker,
        )
        try:
            yield attendance
        finally:
            attendance.close()


def _leaders_see(order: LiveOrder) -> AbstractContextManager[Aside | None]:
    """Return where scenes are made for instructors; nobody can come to lead an exercise that only runs here."""
    return scenes_aside() if order.listen else nullcontext()


def _watched(watch: Watch | None, aside: Aside | None, host: Host) -> AbstractContextManager[Onlooker]:
    return shown(watch, aside.order if aside else None, host.exercise.scenario)


def _announce(exercise: Exercise) -> None:
    """Print what everybody must know before it starts."""
    adults = "\nThis exercise is for adults." if exercise.adults_only else ""
    note(f"{exercise.title}\n\n{exercise.brief.strip()}\n\nWhat it shows: {exercise.content_note.strip()}{adults}\n")


def _tell(exercise: Exercise, result: EpisodeResult, host: Host) -> None:
    say(f"{exercise.title}, seed {result.seed}: {result.duration_s:g} s played. {host.word}")
    late = f"{host.clock.late} of {host.clock.ticks} steps began more than one frame late"
    say(f"Clock      {late}, {1000 * host.clock.worst_s:.0f} ms at most")
    say(f"Recording  {result.recording}")
    say(f"Review     muster review {Path(result.recording)}")
    if host.hot_wash:
        say("\nHot wash: talk about it now")
        for question in host.hot_wash:
            say(f"  - {question}")
    say(f"\nTo talk to somebody afterwards: {exercise.support_contact}")
