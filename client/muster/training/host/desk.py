"""One instructor's place: what they ask is checked and done, and they are told how things stand."""

from muster.client.outside import Control, ControlKind, Note
from muster.exercise.v1 import exercise_pb2 as pb
from muster.scenario.exercise import Exercise
from muster.scenario.inject import Inject
from muster.scenario.inject_references import inject_references
from muster.training.errors import BadAct
from muster.training.host.host import Host
from muster.training.host.rates import Limits
from muster.training.leading import Begin, Bring, Entered, Lead, MselLine, Standing
from muster.training.leading_wire import read_lead
from muster.training.tabletop import when
from muster.training.told import Phase, Refusal, Stop


class Desk:
    """Somebody who leads the exercise.

    Attributes:
        refusals: what is still to be told, oldest first.
    """

    def __init__(self, host: Host) -> None:
        self._host, self._limits = host, Limits()
        self._taken = 0
        self.refusals: list[Refusal] = []

    def entered(self) -> Entered:
        """Return what an instructor is told first."""
        return entered(self._host.exercise)

    def standing(self) -> Standing:
        """Return how things stand."""
        host = self._host
        return Standing(
            time=host.time,
            phase=host.phase,
            speed=host.clock.speed,
            roles=host.roles,
            brought=tuple(host.brought),
            word=host.word,
            taken=self._taken,
            refused=tuple(host.refused),
        )

    def take(self, request: pb.InstructRequest) -> None:
        """Do what a request asks for, or note why not; raises TooMuch for who sends nothing else."""
        try:
            self._limits.act(request.number)
            self._do(read_lead(request))
        except BadAct as error:
            self.refusals.append(Refusal(error.number or request.number, str(error)))
            self._limits.refused()

    def _do(self, lead: Lead) -> None:
        if self._host.phase is Phase.OVER:
            raise BadAct("the exercise is over", lead.number)
        match lead.wish:
            case Control() as control:
                self._steer(control)
            case Begin():
                self._host.begin()
            case Bring(event):
                self._host.bring(event)
            case Inject() as inject:
                self._host.inject(self._checked(inject))
            case Note() as note:
                self._host.remark(note)
            case Stop():
                self._host.stop("an instructor")
            case _:
                return
        self._host.then(lambda: self._note_taken(lead.number))

    def _steer(self, control: Control) -> None:
        match control.kind:
            case ControlKind.PAUSE:
                self._host.pause()
            case ControlKind.RESUME:
                self._host.resume()
            case ControlKind.SPEED:
                self._host.set_speed(control.speed)
            case ControlKind.END:
                self._host.end()

    def _checked(self, inject: Inject) -> Inject:
        """Return ``inject``; raises BadAct when it lacks something or names what there is not."""
        host = self._host
        findings = [*inject_references("inject", inject, host.exercise.scenario, host.people)]
        if findings:
            raise BadAct("; ".join(finding.message for finding in findings))
        return inject

    def _note_taken(self, number: int) -> None:
        self._taken = max(self._taken, number)


def entered(exercise: Exercise) -> Entered:
    """Return what an instructor of ``exercise`` is told first."""
    lines = (
        MselLine(
            event.id,
            event.text.strip(),
            event.expected.strip(),
            event.controller,
            when(event),
            event.at,
            event.inject is not None,
        )
        for event in exercise.events
    )
    return Entered(exercise.title, (exercise.procedure.title, exercise.procedure.text.strip()), tuple(lines))
