"""People know of smoke and fire what they smell, see or are told, and can do what fits that."""

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from muster.behavior.v1.vocabulary import CueKind, Feature, Knowing, Volume
from muster.perception.perception import Perception
from muster.scenario.building import Building, DoorState
from muster.scenario.fire import Fire
from muster.world.acts import Act, Door
from muster.world.events import EventKind
from muster.world.smoke.effects import LIT, REFLECTING, visibility
from muster.world.smoke.smoke import SMALL, Smoke
from muster.world.world import World
from support.perceiving import NORTH, Moment, acts, feature, ids, kinds, option, person, wing
from support.walking import scenario_of

FIRE = Fire("b", starts_at=1e6)
"""It burns only where a test says how much."""


@dataclass
class Burning(Moment):
    """A moment with a fire in room b, and smoke where a test puts it."""

    fire: Fire = field(default_factory=lambda: FIRE)

    def __post_init__(self) -> None:
        scenario = replace(scenario_of(self.building, self.cast, threat=None), fire=self.fire)
        self.world = World(scenario, self.seed)
        self.perception = Perception(self.world)

    @property
    def smoke(self) -> Smoke:
        assert self.world.smoke is not None
        return self.world.smoke

    def fill(self, **extinction: float) -> "Burning":
        """Fill regions with smoke of so many 1/m, and let everybody look."""
        for region, thick in extinction.items():
            self.smoke.extinction[self.world.region_index[region]] = thick
        self.smoke.sight = np.append(visibility(self.smoke.extinction), np.inf)
        self.notice()
        return self

    def burn(self, kw: float) -> "Burning":
        self.smoke.heat = kw
        self.notice()
        return self


def in_room_a(building: Building | None = None, **changes: object) -> Burning:
    """Ann in room a, 3 m from its door."""
    moment = Burning([person("ann", **changes)], building or wing())
    moment.stand(0, 7.0, 5.0, "a")
    return moment


def test_smoke_is_smelled_before_it_is_seen():
    moment = in_room_a().fill(a=0.02)
    assert kinds(moment.perceive()) == [CueKind.SMOKE_SMELLED]
    assert kinds(moment.fill(a=0.1).perceive()) == [CueKind.SMOKE_SEEN]


def test_the_same_smoke_is_news_once_and_thicker_smoke_again():
    moment = in_room_a().fill(a=0.1)
    moment.perceive()
    assert not kinds(moment.fill(a=0.12).perceive())
    assert kinds(moment.fill(a=0.5).perceive()) == [CueKind.SMOKE_SEEN]


def test_smoke_behind_a_closed_door_changes_nothing_that_a_mind_is_told():
    assert in_room_a().fill(corridor=5.0).burn(900.0).sent() == in_room_a().fill().sent()


def test_smoke_is_seen_through_an_open_door():
    percept = in_room_a(wing(DoorState.OPEN)).fill(corridor=2.0).perceive()
    assert percept.smoke is not None
    assert percept.smoke.places == ("Corridor",)


def test_a_way_through_smoke_is_said_to_be_one_and_gone_round():
    percept = in_room_a(wing(DoorState.OPEN)).fill(corridor=2.0).perceive()
    out = next(each for each in percept.options if each.intent.act is Act.EXIT)
    assert out.text.endswith(", through thick smoke")
    assert feature(percept, out.id, Feature.SMOKE) == pytest.approx(2.0)
    assert feature(percept, "stay", Feature.SMOKE) == 0.0
    assert out.intent.avoid == {2}


def test_an_unknown_exit_is_found_by_its_sign_as_far_as_that_is_made_out():
    def sees(thick: float) -> bool:
        moment = Burning([person("ann", "corridor")]).stand(0, 30.0, 1.0, "corridor").alarm()
        assert isinstance(moment, Burning)
        return feature(moment.fill(corridor=thick).perceive(), "exit:corridor-east-muster", Feature.VISIBLE) == 1.0

    assert sees(0.95 * LIT / 10.0)
    assert not sees(1.05 * LIT / 10.0)


def test_people_are_made_out_no_further_than_smoke_lets_one_see():
    def seen(thick: float) -> int:
        moment = Burning([person("ann", "corridor"), person("ben", "corridor")])
        moment.stand(0, 10.0, 1.0, "corridor", (1.0, 0.0)).stand(1, 16.0, 1.0, "corridor")
        return len(moment.fill(corridor=thick).perceive().people)

    assert seen(0.95 * REFLECTING / 6.0) == 1
    assert seen(1.05 * REFLECTING / 6.0) == 0


def test_who_hears_of_a_fire_knows_where_and_is_alerted():
    moment = Burning([person("ann", "b"), person("ben", "corridor")])
    moment.stand(0, 23.0, 3.0, "b", NORTH).stand(1, 23.0, 1.0, "corridor")
    moment.burn(50.0).say(0, Volume.SHOUT, "Fire!")
    told = moment.perceive(1).smoke
    assert moment.perceive(0).smoke is not None
    assert told is not None
    assert (told.fire, told.fire_place, told.fire_in_sight) == (Knowing.TOLD, "B", False)


def beside_flames(kw: float, fire: Fire = FIRE, **changes: object) -> Burning:
    moment = Burning([person("ann", "b", **changes)], fire=fire)
    moment.stand(0, 23.0, 3.0, "b", NORTH)
    return moment.burn(kw)


def test_a_fire_is_put_out_by_grown_ups_while_it_is_small_and_once():
    assert "extinguish:b" in ids(beside_flames(SMALL).perceive())
    assert "extinguish:b" not in ids(beside_flames(1.1 * SMALL).perceive())
    assert "extinguish:b" not in ids(beside_flames(SMALL, age=12).perceive())
    assert "extinguish:b" not in ids(beside_flames(SMALL, replace(FIRE, extinguishers=False)).perceive())
    moment = beside_flames(SMALL)
    moment.perception.notice([moment.event(EventKind.FOUGHT_FIRE, 0)], [])
    assert "extinguish:b" not in ids(moment.perceive())


def test_the_alarm_is_set_off_in_the_corridor_until_it_has_been_heard():
    moment = beside_flames(SMALL)
    assert option(moment.perceive(), "sound-alarm").intent.target == moment.world.region_index["corridor"]
    moment.alarm()
    assert "sound-alarm" not in ids(moment.perceive())


def test_who_has_seen_smoke_before_a_closed_door_can_shelter_and_call():
    moment = in_room_a(wing(DoorState.OPEN)).fill(corridor=2.0)
    assert Act.SHELTER not in acts(moment.perceive())
    assert any("against the smoke" in each.text for each in moment.perceive().options if each.intent.act is Act.CLOSE)
    moment.world.doors.set(0, Door.CLOSED)
    assert {Act.SHELTER, Act.CALL} <= acts(moment.perceive())
