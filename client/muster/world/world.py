"""The environment and the bodies in it: f(scenario, seed, inputs), one fixed step at a time."""

import hashlib
from collections.abc import Sequence

import numpy as np

from muster.scenario.inject import Inject
from muster.scenario.persona import Persona
from muster.scenario.play import Play, PlayKind
from muster.scenario.population import crew as crew_of
from muster.scenario.population import people as cast_of
from muster.scenario.scenario import Scenario
from muster.world.acting import Acting
from muster.world.acts import DOWN, PERSON_ACTS, Act, Door, Health, Intent
from muster.world.arrays import Bools
from muster.world.bodies import GAIT_FACTOR, Bodies, make_bodies
from muster.world.danger import Danger
from muster.world.doors import Doors
from muster.world.errands import HANGING, Errands
from muster.world.events import Event, EventKind
from muster.world.hands import Refused
from muster.world.injects import Injects
from muster.world.locomotion import PROFILES, advance
from muster.world.navigation import Router, compile_plan
from muster.world.oncoming import keep_right, lookout
from muster.world.patrol import Patrol
from muster.world.places import Places
from muster.world.placing import place
from muster.world.players import Players
from muster.world.responders import Responders
from muster.world.site import Site
from muster.world.smoke.blaze import Blaze
from muster.world.smoke.smoke import Smoke
from muster.world.steering import own_speeds, steer
from muster.world.timeline import timeline
from muster.world.tracking import keep_groups_together, track

_TO_JUST_INSIDE = (Act.GO, Act.SOUND_ALARM)
"""Acts that end a few steps inside the region that they lead to."""

TRACKING = 0.25  # seconds between looks at whom one follows
_THREATENING = frozenset({EventKind.SHOT, EventKind.ANNOUNCEMENT})
"""What the scenario has no more of once responders are in command: they, not the speakers, say what to do then."""

_DOORS = tuple(Door)  # to look one up costs a tenth of making one from its number
BLOCKED = 15.0  # seconds of getting nowhere before the mind hears of it


class World:
    """Bodies in a building. ``apply`` takes intents, ``step`` moves everything by ``dt`` and says what happened.

    Attributes:
        tick: steps taken; simulated time is ``tick * dt``.
        bodies: hot state, read by perception and recording, written here only.
        people: how many of the rows are people; the threat's row follows.
        occupants: how many of them were there before any responder came; responders are the people after them.
        lights: ``(R,)`` where the light is on.
        smoke: the fire and its smoke; None where the scenario has no fire.
        players: the trainees, and what they do. playing: whom they move.
    """

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario, self.seed, self.dt = scenario, seed, scenario.dt
        self.cast: Sequence[Persona] = cast_of(scenario)
        self.people = len(self.cast)
        self.occupants = self.people - len(crew_of(scenario))
        self.tick = 0
        self.plan = compile_plan(scenario.building)
        self.region_index = {region.id: i for i, region in enumerate(scenario.building.regions)}
        self.router = Router(self.plan)
        self._lookout = lookout(self.plan.walls)
        self._profile = PROFILES[scenario.population.profile]
        threats = 0 if scenario.threat is None else 1
        self.bodies: Bodies = make_bodies(self.cast, threats, self._profile.radius, seed)
        place(self.bodies, self.plan, scenario, self.cast[: self.occupants], seed)
        self.doors = Doors(scenario.building, self.plan)
        self._errands = Errands(self.bodies, self.plan, self.router)
        self.places = Places(scenario.building, self.plan)
        self.acting = Acting(
            self.bodies,
            self.places,
            self.doors,
            self._errands,
            people=self.people,
            seed=seed,
            dt=self.dt,
            report=self._report,
        )
        self._patrol = None
        if scenario.threat is not None:
            route = [self.region_index[id] for id in scenario.threat.route]
            self._patrol = Patrol(scenario.threat, route, self.people, self.places, self._errands)
        self.lights: Bools = np.ones(len(scenario.building.regions), np.bool_)
        self._index = {person.id: i for i, person in enumerate(self.cast)}
        self.players = Players(
            scenario.building,
            self.plan,
            self.bodies,
            people=self._index,
            places=self.places,
            doors=self.doors,
            acting=self.acting,
            lights=self.lights,
            report=self._report,
            tell=self._tell,
        )
        self.playing = self.players.playing
        self._injects = Injects(
            scenario.building,
            self.plan,
            self.bodies,
            people=self._index,
            doors=self.doors,
            patrol=self._patrol,
            hurt=self._harmed,
            happen=self._happen,
        )
        self._danger = self._threat()
        self._responders = self._crew()
        fire = scenario.fire
        self.smoke = None if fire is None else Smoke(fire, scenario.building, self.plan, self.cast)
        self._blaze = None if self.smoke is None else self._ablaze(self.smoke)
        self._timeline = timeline(scenario, self.region_index)
        self._events: list[Event] = []
        self._key = np.arange(len(self.bodies.present), dtype=np.int64) + np.int64(seed % 2**31) * 2**24
        self._tied = np.zeros(len(self.bodies.present), np.bool_)

    def _threat(self) -> Danger | None:
        if self._patrol is None:
            return None
        return Danger(
            self._patrol,
            self.bodies,
            walls=self.plan.walls,
            doors=self.doors,
            lights=self.lights,
            acting=self.acting,
            people=self.people,
            seed=self.seed,
            report=self._report,
            harmed=self._harmed,
        )

    def _crew(self) -> Responders | None:
        if self.scenario.response is None:
            return None
        rows = range(self.occupants, self.people)
        site = Site(
            self.bodies, self.plan, self.places, self.doors, self._errands, self.router, self.acting, self.occupants
        )
        return Responders(
            self.scenario.response,
            self.scenario.building,
            site,
            rows,
            seed=self.seed,
            dt=self.dt,
            report=self._report,
            withdraw=self._withdraw,
        )

    def _ablaze(self, smoke: Smoke) -> Blaze:
        return Blaze(
            smoke,
            self.bodies,
            plan=self.plan,
            doors=self.doors,
            seed=self.seed,
            dt=self.dt,
            report=self._report,
            happen=self._happen,
            harmed=self._harmed,
        )

    @property
    def ticks_per_second(self) -> float:
        """Steps in a simulated second."""
        return 1.0 / self.dt

    @property
    def threat_present(self) -> bool:
        """Whether the threat is in the building and not overcome."""
        return self._danger is not None and self._danger.is_there

    def apply(self, agent: int, intent: Intent) -> None:
        """Let one body act on an intent from now on."""
        self._tied[agent] = intent.act in PERSON_ACTS and self._is_tied(agent, intent.target)
        ahead = -1 if self._blaze is None else self._blaze.faces(agent)
        self.acting.begin(agent, intent, self.tick)
        if self._blaze is not None:
            self._blaze.note_turn(agent, ahead)

    def play(self, agent: int, play: Play) -> str:
        """Let a trainee do something with a body from now on; return why it cannot be done, "" when it can."""
        try:
            if not self.is_able(agent):
                raise Refused("nothing can be done any more")
            self.players.do(agent, play, self.tick)
        except Refused as refused:
            if play.kind is not PlayKind.STEER:  # these come many times a second
                self._tell(EventKind.REFUSED, agent, str(refused), "")
            return str(refused)
        return ""

    def inject(self, inject: Inject) -> str:
        """Let an instructor do something to the world; return why it cannot be done, "" when it can."""
        try:
            self._injects.do(inject, self.tick)
        except Refused as refused:
            self._happen(Event(self.tick, EventKind.REFUSED, text=str(refused)))
            return str(refused)
        return ""

    def agent_of(self, person: str) -> int:
        """Return the number of the person with an id; KeyError when there is none."""
        return self._index[person]

    def _is_tied(self, agent: int, other: int) -> bool:
        return any(tie.to == self.cast[other].id for tie in self.cast[agent].ties)

    def is_able(self, agent: int) -> bool:
        """Whether somebody can still act: neither incapacitated nor assembled; responders have no minds."""
        return bool(self.bodies.health[agent] != DOWN and not self.bodies.assembled[agent] and agent < self.occupants)

    def able(self) -> Bools:
        """Return ``(people,)`` who can still act, as ``is_able``."""
        n = self.people
        able = (self.bodies.health[:n] != DOWN) & ~self.bodies.assembled[:n]
        able[self.occupants :] = False
        return able

    def minded(self) -> Bools:
        """Return ``(people,)`` who can still act and have nobody else to decide for them."""
        able = self.able()
        if self.playing.rows:
            able &= ~self.playing.mask[: self.people]
        return able

    def step(self) -> list[Event]:
        """Move the world on by one tick; return what happened in it.

        Events that ``apply`` caused since the last step come first.
        """
        for event in self._timeline.get(self.tick, ()):
            self._announce(event)
        if self._danger is not None:
            self._danger.move(self.tick * self.dt)
        if self.tick % round(TRACKING * self.ticks_per_second) == 0:
            self._track()
        if self._injects.waiting:
            self._injects.update(self.tick)
        self._work_doors()
        self._walk()
        self.acting.update(self.tick)
        if self.playing.rows:
            self.players.update(self.tick)
        if self._danger is not None and self.tick % round(self.ticks_per_second) == 0:
            self._danger.do_harm(round(self.tick * self.dt))
        if self._blaze is not None:
            self._blaze.step(self._events, self.tick)
        if self._responders is not None:
            self._responders.step(self._events, self.tick)
        self.tick += 1
        events, self._events = self._events, []
        return events

    def state_hash(self) -> str:
        """Return a digest of everything that the next step depends on.

        Left out are the numbers of fields, which say in what order they happened to be built.
        """
        digest = hashlib.blake2b(digest_size=16)
        digest.update(self.tick.to_bytes(8, "little"))
        arrays = self.bodies._asdict() | {"doors": self.doors.state, "spots": self.acting.hideouts.free}
        for name, array in arrays.items():
            if name != "field":
                digest.update(np.ascontiguousarray(array).data)
        if self._injects.waiting:
            digest.update(repr(sorted(self._injects.waiting.items())).encode())
        if self.playing.is_used:
            digest.update(self.playing.digest())
            digest.update(self.lights.data)
        if self._responders is not None:
            digest.update(self._responders.digest())
        if self.smoke is not None:
            digest.update(self.smoke.digest())
        return digest.hexdigest()

    def _report(self, kind: EventKind, agent: int, other: int = -1) -> None:
        x, y = self.bodies.position[agent]
        region = int(self.bodies.region[agent])
        self._events.append(Event(self.tick, kind, agent, other, region, (float(x), float(y))))

    def _tell(self, kind: EventKind, agent: int, text: str, advice: str) -> None:
        x, y = self.bodies.position[agent].tolist()
        region = int(self.bodies.region[agent])
        self._happen(Event(self.tick, kind, agent, region=region, position=(x, y), text=text, advice=advice))

    def _happen(self, event: Event) -> None:
        self._events.append(event)

    def _withdraw(self) -> bool:
        """Take the threat out of the exercise; return whether there is one in this scenario."""
        return self._danger is not None and self._danger.withdraw()

    def _announce(self, event: Event) -> None:
        if event.kind in _THREATENING and self._responders is not None and self._responders.are_there:
            return
        if event.kind is EventKind.SHOT and self._danger is not None:
            self._danger.shoot()
        else:
            self._events.append(event)

    def _track(self) -> None:
        rerouted, lost = track(
            self.bodies, self.plan.walls, self.people, tick=self.tick, ticks_per_second=self.ticks_per_second
        )
        for body in rerouted:
            self._errands.reroute(int(body))
        for body in lost:
            self.acting.lose(int(body))

    def _work_doors(self) -> None:
        for body, door in self.doors.work(self.bodies, self.tick, self.ticks_per_second):
            if self.playing.mask[body]:
                self.players.refused(body, door, self.tick, round(self.ticks_per_second))
            elif body < self.occupants:
                self.acting.refused(body, door)
            elif body < self.people and self._responders is not None:
                self._responders.refused(body, door, self.tick)

    def _walk(self) -> None:
        bodies = self.bodies
        own = own_speeds(
            bodies, GAIT_FACTOR, self.plan.region_slope, self.plan.region_head, self.tick, self.ticks_per_second
        )
        if self._blaze is not None:
            self._blaze.slow(own)
        if self.tick % round(2 * TRACKING * self.ticks_per_second) == 0:
            keep_groups_together(bodies, self._tied, own)
        aim = self.router.aim(bodies.position, bodies.region, bodies.field, bodies.next_door)
        toward, wanted = steer(bodies, aim, own, (bodies.act == int(Act.FOLLOW)).astype(np.int8))
        toward = keep_right(bodies, toward, wanted, self.people, self._lookout)
        self.playing.move(toward, wanted, own)
        position, heading, speed = advance(
            bodies.position,
            bodies.heading,
            bodies.layer,
            bodies.ghost_layer,
            toward,
            wanted,
            bodies.radius,
            bodies.present,
            self.plan.walls,
            self._profile,
            self.dt,
            stuck=bodies.stuck,
            key=self._key,
            tick=self.tick,
        )
        bodies.position[:], bodies.heading[:], bodies.speed[:] = position, heading, speed
        self.playing.face()
        self._locate()
        self._note_blocked()

    def _locate(self) -> None:
        """Find who has come into another region, and what follows from it."""
        bodies = self.bodies
        region, layer = self.plan.locate(bodies.position, bodies.layer, bodies.region)
        changed = np.flatnonzero(region != bodies.region)
        before = bodies.region[changed].copy()
        bodies.region[:], bodies.layer[:] = region, layer
        bodies.ghost_layer[:] = self.plan.ghosts(bodies.position, bodies.region)
        for body, old in zip(changed, before, strict=True):
            self._entered(int(body), int(old))

    def _entered(self, body: int, old: int) -> None:
        bodies = self.bodies
        door = self.plan.door_between(old, int(bodies.region[body]), bodies.position[body])
        bodies.last_door[body] = door
        outside = bool(self.plan.region_outside[bodies.region[body]])
        if body < self.people and self.acting.knocks.lets_in(body, door, self.tick):
            self._report(EventKind.LET_IN, body, door)
        if self.playing.mask[body]:
            self.players.crossed(body, door, outside=outside)
            return
        if self._responders is not None and self.occupants <= body < self.people:
            self._responders.crossed(body, outside=outside)
        elif body < self.people and outside and not bodies.outside[body]:
            self.acting.left_building(body, self.places.exit_of_door.get(door, 0))
            return
        if int(bodies.act[body]) in _TO_JUST_INSIDE and bodies.goal_region[body] == bodies.region[body] and door >= 0:
            bodies.goal[body] = self.places.inside(door, int(bodies.region[body]))
        if bodies.walks[body] and not self._errands.reroute(body, door) and body < self.occupants:
            self.acting.give_up(body)

    def _note_blocked(self) -> None:
        """Tell, once each time, who has been getting nowhere for long; free those who hang behind furniture."""
        stuck = self.bodies.stuck[: self.people]
        for body in np.flatnonzero((stuck >= BLOCKED) & (stuck < BLOCKED + self.dt)):
            self._report(EventKind.BLOCKED, int(body))
        hanging = (stuck > HANGING) & (stuck < HANGING + 1.5 * self.dt) & (self.bodies.field[: self.people] < 0)
        for body in np.flatnonzero(hanging & (self.bodies.walks[: self.people] > 0)):
            self._errands.reroute(int(body))

    def _harmed(self, body: int, health: Health) -> None:
        self.bodies.health[body] = health
        if health is Health.INCAPACITATED:
            self.acting.fall(body)
            self._report(EventKind.INCAPACITATED, body)
        else:
            self._report(EventKind.INJURED, body)

    def door_state(self, door: int) -> Door:
        """Return how a door stands."""
        return _DOORS[int(self.doors.state[door])]
