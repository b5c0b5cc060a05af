"""A host lets each trainee move one body, tells them what it knows, and stays in charge."""

from pathlib import Path

import pytest

from muster.client.outside import ControlKind
from muster.scenario.inject import InjectKind
from muster.scenario.play import Play, PlayKind
from muster.training.errors import BadAct, NoSuchRole, NotBegun, RoleTaken, TooMuch
from muster.training.host.outbox import MOST, Outbox
from muster.training.host.rates import MOST_ACTS, MOST_WORDS, PATIENCE, Limits
from muster.training.told import Act, Moment, Phase
from support.exercising import hut_exercise
from support.hosting import ByHand, known_of, refusals

EAST = Play(PlayKind.STEER, toward=(1.0, 0.0), look=0.0)


@pytest.fixture
def stage(tmp_path: Path) -> ByHand:
    return ByHand(hut_exercise(tmp_path))


def test_it_begins_when_everybody_awaited_has_read_the_brief(tmp_path: Path):
    host = ByHand(hut_exercise(tmp_path), ("ruth", "imre")).host
    ruth, _ = host.join("ruth", lambda: None)
    host.ready(ruth)
    assert (host.phase, host.word) == (Phase.WAITING, "Waiting for: Visitor.")
    imre, _ = host.join("imre", lambda: None)
    host.ready(imre)
    assert host.phase is Phase.RUNNING


def test_a_role_is_one_trainees(stage: ByHand):
    stage.join("ruth")
    with pytest.raises(RoleTaken, match="free are: imre"):
        stage.host.join("ruth", lambda: None)


def test_a_role_that_is_not_there_is_refused_with_those_that_are(stage: ByHand):
    with pytest.raises(NoSuchRole, match="ruth, imre"):
        stage.host.join("intruder", lambda: None)


@pytest.fixture
def both(tmp_path: Path) -> ByHand:
    return ByHand(hut_exercise(tmp_path), ("ruth", "imre"))


def test_it_begins_without_whoever_opts_out_and_the_host_says_who_plays_them(both: ByHand):
    told: list[str] = []
    both.host._say = told.append
    imre, _ = both.host.join("imre", lambda: None)
    both.join("ruth")
    both.host.opt_out(imre)
    both.step()
    assert (both.host.phase, both.host.roles[1].is_taken) == (Phase.RUNNING, False)
    assert told == ["Visitor: nobody takes part in this role; the mind of that person plays it."]


def test_those_who_are_still_to_come_are_waited_for_when_somebody_opts_out(both: ByHand):
    ruth, _ = both.host.join("ruth", lambda: None)
    both.host.opt_out(ruth)
    assert (both.host.phase, both.host.word) == (Phase.WAITING, "Waiting for: Visitor.")
    both.join("imre")
    assert both.host.phase is Phase.RUNNING


def test_whoever_only_loses_the_connection_at_the_brief_is_waited_for(both: ByHand):
    ruth, _ = both.host.join("ruth", lambda: None)
    both.host.leave(ruth)
    both.join("imre")
    assert (both.host.phase, both.host.word) == (Phase.WAITING, "Waiting for: Owner of the hut.")


def test_whoever_opted_out_and_comes_back_is_waited_for_again(both: ByHand):
    ruth, _ = both.host.join("ruth", lambda: None)
    both.host.opt_out(ruth)
    both.host.join("ruth", lambda: None)
    both.join("imre")
    assert both.host.phase is Phase.WAITING


def test_it_does_not_begin_when_everybody_opts_out(both: ByHand):
    for seat in [both.host.join(role, lambda: None)[0] for role in ("ruth", "imre")]:
        both.host.opt_out(seat)
    with pytest.raises(NotBegun, match="Nothing was recorded"):
        both.step()


def test_opting_out_under_way_is_leaving(stage: ByHand):
    seat, _ = stage.join()
    stage.step()
    stage.host.opt_out(seat)
    stage.step()
    assert stage.host.phase is Phase.RUNNING
    assert not stage.world.playing.mask[seat.agent]


def test_keys_move_the_body(stage: ByHand):
    seat, _ = stage.join()
    stage.step()
    before = stage.world.bodies.position[seat.agent, 0]
    stage.host.act(seat, Act(1, EAST))
    stage.step(20)
    assert stage.world.bodies.position[seat.agent, 0] > before + 0.5
    assert seat.taken == 1


def test_whoever_leaves_is_moved_by_their_mind_until_they_are_back(stage: ByHand):
    seat, _ = stage.join()
    stage.step()
    assert stage.world.playing.mask[seat.agent]
    stage.host.leave(seat)
    stage.step()
    assert not stage.world.playing.mask[seat.agent]
    again, _ = stage.join()
    stage.step()
    assert stage.world.playing.mask[again.agent]


def test_whoever_comes_back_is_told_of_the_building_again(stage: ByHand):
    told = []
    for _ in range(2):
        seat, _ = stage.join()
        stage.step(2)
        moments = [answer for answer in seat.outbox.take() if isinstance(answer, Moment)]
        told.append(moments[-1].pieces.regions)
        stage.host.leave(seat)
        stage.step()
    assert told[0] == told[1] != ()


def test_a_trainee_is_told_of_the_rooms_their_role_knows_and_no_others(tmp_path: Path):
    """Imre, who visits, knows the corridor in which he stands; what lies behind its closed doors he does not."""
    stage = ByHand(hut_exercise(tmp_path), ("imre",))
    seat, _ = stage.join("imre")
    stage.step(2)
    moment = next(answer for answer in seat.outbox.take() if isinstance(answer, Moment))
    assert {region.id for _, region in moment.pieces.regions} == {"corridor"}
    assert moment.pieces.furniture == moment.pieces.hiding_spots == ()


def test_nothing_can_be_done_while_it_is_paused(stage: ByHand):
    seat, _ = stage.join()
    stage.step()
    stage.host.pause()
    with pytest.raises(BadAct, match="stands still"):
        stage.host.act(seat, Act(1, Play(PlayKind.LOCK, door="front-door")))
    stage.host.resume()
    stage.host.act(seat, Act(2, Play(PlayKind.LOCK, door="front-door")))


def test_steering_while_it_is_paused_is_no_mistake(stage: ByHand):
    seat, _ = stage.join()
    stage.host.pause()
    stage.host.act(seat, Act(1, EAST))
    assert refusals(seat.outbox.take()) == []


def test_the_emergency_key_ends_it_for_everybody(stage: ByHand):
    ruth, _ = stage.join("ruth")
    imre, _ = stage.join("imre")
    stage.step()
    stage.host.stop("Visitor")
    stage.host.hand(stage.episode)
    stage.episode.tick()
    assert stage.episode._outside.is_over
    for seat in (ruth, imre):
        last = seat.outbox.take()[-1]
        assert isinstance(last, Moment)
        assert last.phase is Phase.OVER
        assert "no exercise" in last.word


def test_when_it_is_over_everybody_is_told_what_to_talk_about_and_not_before(stage: ByHand):
    seats = [stage.join(role)[0] for role in ("ruth", "imre")]
    stage.step()
    before = [seat.outbox.take()[-1] for seat in seats]
    stage.host.end()
    after = [seat.outbox.take()[-1] for seat in seats]
    told = [answer.hot_wash for answer in (*before, *after) if isinstance(answer, Moment)]
    assert told == [(), (), stage.host.exercise.hot_wash, stage.host.exercise.hot_wash]


def test_after_a_real_emergency_there_is_nothing_to_talk_about_first(stage: ByHand):
    stage.join()
    stage.host.stop("Visitor")
    stage.host.over()
    assert stage.host.exercise.hot_wash
    assert stage.host.hot_wash == ()


def test_an_event_brought_by_hand_does_not_come_again(stage: ByHand):
    injected: list[InjectKind] = []
    stage.join()
    stage.episode.inject = lambda inject: injected.append(inject.kind)
    stage.host.bring("question")
    stage.step(round(21 / stage.world.dt))
    assert injected == [InjectKind.SAY]
    assert list(stage.host.brought).count("question") == 1


def test_whom_one_cannot_see_one_cannot_name(stage: ByHand):
    seat, _ = stage.join()
    stage.step()
    seat.outbox.take()
    stage.host.act(seat, Act(7, Play(PlayKind.HELP), body=99))
    stage.step()
    assert refusals(seat.outbox.take()) == ["nobody like that is in view any more"]


def test_a_slow_reader_gets_the_newest_picture_and_hears_everything(stage: ByHand):
    seat, _ = stage.join()
    stage.step()
    seat.outbox.take()
    stage.step(30)
    moments = [answer for answer in seat.outbox.take() if isinstance(answer, Moment)]
    assert len(moments) == 1
    assert known_of(list(moments)).time == pytest.approx(stage.world.tick * stage.world.dt)


def test_what_waits_for_somebody_is_bounded(stage: ByHand):
    seat, _ = stage.join()
    for _ in range(5 * MOST):
        stage.host.act(seat, Act(1, Play(PlayKind.HELP), body=99))
    stage.step(2)
    assert len(seat.outbox.take()) <= MOST + 1


def test_the_clock_is_written_into_the_log(stage: ByHand):
    stage.join()
    kinds: list[str] = []
    stage.episode._log.control = lambda kind, speed: kinds.append(kind)  # pyright: ignore[reportAttributeAccessIssue]
    stage.step()
    stage.host.pause()
    stage.host.resume()
    stage.host.set_speed(2.0)
    stage.step()
    assert kinds == [ControlKind.PAUSE, ControlKind.RESUME, ControlKind.SPEED]


def test_an_outbox_wakes_whoever_waits():
    woken: list[bool] = []
    box = Outbox(lambda: woken.append(True))
    box.put(Moment(0.0, Phase.WAITING))
    assert (woken, len(box.take()), box.take()) == ([True], 1, [])


def test_more_than_any_hand_can_do_is_refused():
    now = [0.0]
    limits = Limits(lambda: now[0])
    for number in range(round(MOST_ACTS)):
        limits.act(number)
    with pytest.raises(BadAct, match="acts a second"):
        limits.act(999)
    now[0] = 1.0
    limits.act(1000)


def test_nobody_says_more_than_somebody_can():
    limits = Limits(lambda: 0.0)
    for number in range(round(MOST_WORDS)):
        limits.act(number, is_word=True)
    with pytest.raises(BadAct, match="wait a moment"):
        limits.act(99, is_word=True)


def test_whoever_goes_on_with_what_is_refused_is_hung_up_on():
    limits = Limits(lambda: 0.0)
    for _ in range(PATIENCE):
        limits.refused()
    with pytest.raises(TooMuch):
        limits.refused()


def test_whoever_comes_and_goes_before_the_start_leaves_nothing_behind(tmp_path: Path):
    stage = ByHand(hut_exercise(tmp_path), ("ruth",))
    plays: list[PlayKind] = []
    stage.episode.play = lambda agent, play: plays.append(play.kind)
    for _ in range(100):
        seat, _ = stage.host.join("imre", lambda: None)
        stage.host.leave(seat)
    stage.join("ruth")
    stage.step()
    assert plays == [PlayKind.TAKE]
