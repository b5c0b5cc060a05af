"""A logged run of PersonaEvolve becomes a building and a recording; what does not fit is told."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from shapely import Point, Polygon

from muster.behavior.v1 import behavior_pb2 as pb
from muster.importing.errors import ImportFailed
from muster.importing.persona_evolve.bringing_in import Brought, bring, write_run
from muster.importing.persona_evolve.reading import read_log
from muster.importing.sampling import DT
from muster.recording.codes import Act, Flag, Health, Source
from muster.recording.origin import kept_labels
from muster.recording.reader import Recording
from muster.scenario.building import Door, DoorKind, RegionKind
from muster.scenario.check import Severity
from muster.scenario.check.checks import check
from muster.scenario.persona import AgeBand, Duty, Knowledge
from support.logged_run import SHOT, Files, action, logged_run, trajectory

ADA, BEN, CY = range(3)
REAL = os.environ.get("MUSTER_LOGGED_RUN")  # a run of the reference system, for those who have one


def brought(folder: Path, change: Callable[[Files], object] | None = None) -> Brought:
    logged_run(folder, change)
    return bring(read_log(folder), folder)


def recorded(folder: Path, change: Callable[[Files], object] | None = None) -> Recording:
    path = folder / "run.muster"
    write_run(brought(folder, change), path)
    return Recording.open(path)


def door_between(found: Brought, a: str, b: str) -> Door:
    (door,) = [door for door in found.site.building.doors if set(door.between) == {a, b}]
    return door


def test_boxes_become_regions_and_the_yard_with_an_exit_point_is_outside(tmp_path: Path):
    building = brought(tmp_path).site.building
    kinds = {region.id: region.kind for region in building.regions}
    assert kinds.pop("passage-hallway-1-to-canteen") is RegionKind.CORRIDOR
    assert kinds == {
        "hallway-1": RegionKind.CORRIDOR,
        "classroom-1": RegionKind.ROOM,
        "store": RegionKind.ROOM,
        "canteen": RegionKind.ROOM,
        "south-yard": RegionKind.OUTSIDE,
    }
    (exit,) = building.exits
    assert exit.muster_point == "exit-point-south"
    assert [finding for finding in check(building) if finding.severity is Severity.ERROR] == []


def test_of_two_boxes_that_overlap_the_smaller_has_the_floor(tmp_path: Path):
    building = brought(tmp_path).site.building
    within = Point(9, 1)
    assert Polygon(building.region("store").polygon).contains(within)
    assert not Polygon(building.region("hallway-1").polygon).contains(within)


def test_an_opening_is_where_people_walked_through_the_wall(tmp_path: Path):
    door = door_between(brought(tmp_path), "hallway-1", "classroom-1")
    assert door.kind is DoorKind.OPENING
    assert np.mean([x for x, _ in door.segment]) == pytest.approx(1.3, abs=0.01)


def test_an_opening_where_nobody_walked_is_in_the_middle_and_told(tmp_path: Path):
    found = brought(tmp_path, lambda files: files["AgentLogs/Ada Ames.json"].update(trajectory=trajectory((0, 5, 3))))
    door = door_between(found, "hallway-1", "classroom-1")
    assert np.mean([x for x, _ in door.segment]) == pytest.approx(2.5, abs=0.01)
    assert any("nobody of the log walked" in note.text and "3 of 5" in note.text for note in found.site.notes)


def test_links_that_cannot_be_bridged_are_told(tmp_path: Path):
    notes = [str(note) for note in brought(tmp_path).site.notes]
    assert any("hallway1 and attic are linked in the map" in note for note in notes)
    assert any("hallway1 and canteen lie 4.0 m apart; joined by a passage" in note for note in notes)
    assert any("no way out of attic" in note for note in notes)
    assert any("hide_spot_3 is" in note and "left out" in note for note in notes)


def test_personas_keep_what_the_log_says_and_tell_what_it_leaves_out(tmp_path: Path):
    found = brought(tmp_path)
    ada, ben, cy = found.people
    assert (ada.role, ada.age, ada.age_band, ada.duty, ada.knows) == (
        "Student (Grade 9)",
        15,
        AgeBand.TEEN,
        Duty.PUPIL,
        Knowledge.ALL,
    )
    assert (ben.duty, cy.role, cy.duty) == (Duty.STAFF, "not given", Duty.VISITOR)
    assert (ada.start, len(ada.backstory.split())) == ("hallway-1", 25)
    assert "agents without a role, who count as visitors: 1" in found.lost
    assert "texts of personas cut after 25 words: 3" in found.lost


@pytest.mark.parametrize("offset", [0.0, 0.03])
def test_people_walk_on_the_straight_line_between_log_points_ten_times_a_second(tmp_path: Path, offset: float):
    walk = trajectory((0, 2, 2), (20, 8, 3), offset=offset)
    recording = recorded(tmp_path, lambda files: files["AgentLogs/Cy Cole.json"].update(trajectory=walk))
    for time in (1.0, 7.3, 12.6):
        frame = recording.frame_at(time)
        assert frame.tick == round(time / DT)
        assert frame.position[CY] == pytest.approx((2 + 6 * time / 20, 2 + time / 20), abs=1e-5)
        assert frame.heading[CY] == pytest.approx(np.pi / 2)
    assert recording.frame_at(99.0).position[CY] == pytest.approx((8, 3), abs=0.01)


def test_health_hiding_leaving_and_awareness_are_recorded(tmp_path: Path):
    recording = recorded(tmp_path)
    frame = recording.frame_at(18.0)
    assert list(frame.health) == [Health.UNHARMED, Health.UNHARMED, Health.INCAPACITATED]
    assert [bool(flags & Flag.HIDDEN) for flags in frame.flags] == [True, False, False]
    assert [bool(flags & Flag.OUTSIDE) for flags in frame.flags] == [False, True, False]
    assert [bool(flags & Flag.AWARE) for flags in recording.frame_at(4.3).flags] == [True, False, False]
    told = {(event.kind, event.agent): (event.tick * DT, event.text) for event in recording.events()}
    assert told["shot", None][0] == pytest.approx(SHOT)
    assert told["incapacitated", CY][0] == pytest.approx(10.0)
    assert told["hid", ADA][1] == "hide-spot-1"
    assert told["out", BEN][1] == recording.scenario.building.exits[0].id
    assert ("assembled", BEN) in told
    assert recording.meta.summary["outcomes"] == {
        "incapacitated": 1,
        "injured_out": 0,
        "injured_inside": 0,
        "assembled": 1,
        "out": 0,
        "hiding": 1,
        "inside": 0,
    }


def test_the_intruder_is_there_from_when_it_stands_on_floor(tmp_path: Path):
    recording = recorded(tmp_path)
    assert not recording.frame_at(5.0).threats.present[0]
    threats = recording.frame_at(12.0).threats
    assert threats.present[0]
    assert threats.position[0] == pytest.approx((8.4, 2.5), abs=1e-5)
    threat = recording.scenario.threat
    assert threat is not None
    assert threat.route == ("store", "hallway-1")


def test_observations_and_actions_become_percepts_and_decisions_of_the_logs_model(tmp_path: Path):
    recording = recorded(tmp_path)
    assert recording.meta.mind == {"backend": "persona-evolve", "model": "tiny-model"}
    rows = list(recording.decisions(agent=ADA))
    assert [(row.option_id, Act(row.act), row.tick * DT) for row in rows] == [
        ("go:classroom-1", Act.GO, 1.0),
        ("hide:hide-spot-1", Act.HIDE, 5.0),
        ("stay", Act.STAY, 10.0),
    ]
    assert {row.source for row in rows} == {Source.MODEL}
    hides = pb.Decision.FromString(rows[1].message)
    assert hides.thought == "I think: MoveToHideSpot"
    assert (hides.utterance, hides.mind.mood) == ("Hide!", "calm")
    assert list(hides.mind.memory) == ["Went to class.", "Heard a shot."]
    heard = pb.Percept.FromString(list(recording.percepts(agent=ADA))[1].message)
    assert [cue.kind for cue in heard.cues] == [pb.CUE_KIND_SHOT]
    assert heard.cues[0].age_s == pytest.approx(0.2, abs=1e-5)
    assert heard.options[hides.option].id == "hide:hide-spot-1"
    assert [(word.agent, word.text) for word in recording.words()] == [(ADA, "Hide!")]


def test_what_was_done_without_being_listed_becomes_an_option(tmp_path: Path):
    def hide_unlisted(files: Files) -> None:
        files["AgentLogs/Ben Boyd.json"]["actions"] = [action(6.0, "MoveToHideSpot", (1.0, 9.0))]

    (decision,) = recorded(tmp_path, hide_unlisted).decisions(agent=BEN)
    assert decision.option_id == "hide:hide-spot-1"


def test_actions_that_we_have_no_act_for_are_told(tmp_path: Path):
    def dance(files: Files) -> None:
        files["AgentLogs/Ben Boyd.json"]["actions"] = [action(6.0, "Dance")]

    found = brought(tmp_path, dance)
    assert "left out: 1 actions 'Dance': we have no such act" in found.lost
    assert not any(row.agent == BEN for row in found.thinking.decisions)


def test_two_bodies_in_one_log_are_told_apart_and_neither_keeps_the_label(tmp_path: Path):
    def share(files: Files) -> None:
        pairs = zip(trajectory((0, 5, 3.5)), trajectory((0, 18, 1)), strict=True)
        files["AgentLogs/Cy Cole.json"]["trajectory"] = [row for pair in pairs for row in pair]

    recording = recorded(tmp_path, share)
    assert [person.name for person in recording.people] == ["Ada Ames", "Ben Boyd", "Cy Cole", "Cy Cole 2"]
    assert recording.frame_at(9.0).position[2:] == pytest.approx(np.array([(5, 3.5), (18, 1)]))
    assert set(kept_labels(recording)) == {ADA, BEN}


def test_the_authors_labels_are_kept(tmp_path: Path):
    assert kept_labels(recorded(tmp_path)) == {ADA: "HIDE_IN_PLACE", BEN: "RUN_INDEPENDENTLY", CY: "FREEZE"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda files: files.pop("map_data.json"), "map_data.json: no such file"),
        (lambda files: files.update({"dialog.json": "[{]"}), "dialog.json: not JSON"),
        (lambda files: files.update({"dialog.json": "[NaN]"}), "dialog.json: not usable JSON: NaN is not a number"),
        (lambda files: files["shooter_traj.json"][3].pop("x"), "shooter_traj.json: [3]: 'x' is missing"),
        (
            lambda files: files["AgentLogs/Ada Ames.json"]["trajectory"][2].update(x="left"),
            'Ada Ames.json: trajectory[2].x: "left" is not a number',
        ),
        (lambda files: files["AgentLogs/Ada Ames.json"].update(trajectory=[]), "Ada Ames.json: trajectory: is empty"),
        (lambda files: files["AgentLogs/Ada Ames.json"].pop("trajectory"), "Ada Ames.json: 'trajectory' is missing"),
        (lambda files: files["AgentLogs/Ada Ames.json"]["persona"].update(age="old"), "'old' is no age"),
        (
            lambda files: files["map_data.json"]["region_connections"][0].update(target="moon"),
            "region_connections[0].target: no region is called 'moon'",
        ),
        (lambda files: files["map_data.json"].update(regions=[]), "map_data.json: regions: is empty"),
        (lambda files: files["simulation_metadata.json"].update(start_time="noon"), "start_time: 'noon' is no date"),
        (lambda files: [files.pop(f"AgentLogs/{who}.json") for who in ("Ada Ames", "Ben Boyd", "Cy Cole")], "no logs"),
        (lambda files: files["behavior_analysis.json"].update(agents=[1]), "agents: a list is not an object"),
    ],
)
def test_a_broken_log_is_refused_with_its_file_and_key(tmp_path: Path, change: Callable[[Files], object], told: str):
    with pytest.raises(ImportFailed) as refused:
        brought(tmp_path, change)
    assert told in str(refused.value)


@pytest.mark.skipif(REAL is None, reason="MUSTER_LOGGED_RUN names no folder of a run of the reference system")
def test_a_real_run_comes_out_whole(tmp_path: Path):
    folder = Path(REAL or "")
    found = bring(read_log(folder), folder)
    write_run(found, tmp_path / "real.muster")
    recording = Recording.open(tmp_path / "real.muster")
    assert [finding for finding in check(found.site.building) if finding.severity is Severity.ERROR] == []
    on_floor = found.bodies.region >= 0
    assert on_floor.mean() > 0.97  # 2 % of the log points lie outside all boxes of the map
    told = [(agent, each) for agent, who in enumerate(found.log.agents) for each in who.observations]
    hidden = [bool(recording.frame_at(each.time).flags[agent] & Flag.HIDDEN) for agent, each in told]
    agreeing = sum(ours == each.hiding for ours, (_, each) in zip(hidden, told, strict=True))
    assert agreeing / len(told) > 0.97
    assert len(list(recording.decisions())) == sum(len(who.actions) for who in found.log.agents)
