"""A small logged run in the format of PersonaEvolve, all of our own making: three people in a school of four rooms."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

END = 20.0  # seconds
STEP = 0.5  # from log point to log point
SHOT = 4.0

Files = dict[str, Any]
"""What the folder holds, by file name."""


def logged_run(folder: Path, change: Callable[[Files], object] | None = None) -> Path:
    """Write the run into ``folder``, after ``change`` has had its way with the files, and return the folder."""
    files = _files()
    if change is not None:
        change(files)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return folder


def box(id: str, low: tuple[float, float], high: tuple[float, float]) -> Files:
    """A region of the map between two opposite corners of its floor."""
    center = {"x": (low[0] + high[0]) / 2, "y": 1.5, "z": (low[1] + high[1]) / 2}
    size = {"x": high[0] - low[0], "y": 3.0, "z": high[1] - low[1]}
    return {"id": id, "description": f"the {id}", "position": center, "bounds": {"center": center, "size": size}}


def link(a: str, b: str) -> list[Files]:
    """Both directions, as the map has them."""
    return [{"source": a, "target": b}, {"source": b, "target": a}]


def point(id: str, kind: str, x: float, z: float) -> Files:
    return {"id": id, "type": kind, "description": "", "occupant": "None", "position": {"x": x, "y": 0.0, "z": z}}


def trajectory(*corners: tuple[float, float, float], dead_from: float = 99.0, offset: float = 0.0) -> list[Files]:
    """Log points of somebody who is at (seconds, x, z) and walks straight in between; they face where z grows."""
    rows: list[Files] = []
    for number in range(round(END / STEP) + 1):
        time = number * STEP + offset
        x, z = _at(time, corners)
        status = "Dead" if time >= dead_from else "Alive"
        where = {"x": x, "y": 0.0, "z": z, "rotation_x": 0.0, "rotation_y": 0.0, "rotation_z": 1.0}
        rows.append({"time": time, **where, "health": 0 if status == "Dead" else 2, "health_status": status})
    return rows


def _at(time: float, corners: tuple[tuple[float, float, float], ...]) -> tuple[float, float]:
    for (start, ax, az), (end, bx, bz) in pairwise(corners):
        if start <= time <= end:
            share = (time - start) / (end - start)
            return ax + (bx - ax) * share, az + (bz - az) * share
    return corners[-1][1:] if time > corners[-1][0] else corners[0][1:]


def observation(time: float, *options: str, events: tuple[str, ...] = (), hiding: bool = False) -> Files:
    seen = {
        "mood": "calm",
        "current_movement_state": "walk",
        "isHiding": hiding,
        "shooter_info": None,
        "surrounding_people": [],
        "surrounding_conversation": [],
        "pending_events": [
            {"eventType": kind, "description": kind, "timestamp": f"2025-01-02T08:00:{SHOT:09.6f}+00:00"}
            for kind in events
        ],
        "available_action_ids": ["stay_still", *options],
    }
    return {"time": time, "observation": seen}


def action(time: float, kind: str, target: tuple[float, float] | None = None, said: str = "") -> Files:
    place = None if target is None else {"x": target[0], "y": 0.0, "z": target[1]}
    moving = "StayStill" if kind == "StayStill" else "Walk"
    return {
        "time": time,
        "action_type": kind,
        "movement_state": moving,
        "dialog_text": said,
        "plan": f"I think: {kind}",
        "target_location": place,
    }


def agent(name: str, role: str | None, track: list[Files], **rest: list[Files]) -> Files:
    persona = {"name": name, "age": "15", "gender": "Female", "pronouns": "she/her", "backstory": "word " * 30}
    return {
        "persona": persona if role is None else {**persona, "role": role},
        "traits": {"training_level": "Low", "familiarity_level": "High"},
        "observations": [],
        "actions": [],
        "memories": [],
        **rest,
        "trajectory": track,
        "final_status": "Alive",
    }


def _files() -> Files:
    return {
        "map_data.json": _map(),
        "simulation_metadata.json": {
            "start_time": "2025-01-02 01:00:00.000",  # seven zones west of what events are stamped with
            "sim_config": {"random_seed": 7},
            "llm_usage": {"model": "tiny-model", "total_requests": 4.0},
        },
        "shooter_traj.json": [
            {**row, "health_status": "Alive"} for row in trajectory((0, 9, -5), (6, 9, -5), (10, 9, 2.5), (20, 6, 2.5))
        ],
        "dialog.json": [{"time": 5.1, "speaker": "Ada Ames", "content": "Hide!", "location": None}],
        "behavior_analysis.json": {
            "agents": {
                name: {"behavior": {"classification": label}}
                for name, label in (
                    ("Ada Ames", "HIDE_IN_PLACE"),
                    ("Ben Boyd", "RUN_INDEPENDENTLY"),
                    ("Cy Cole", "FREEZE"),
                )
            }
        },
        "AgentLogs/Ada Ames.json": _ada(),
        "AgentLogs/Ben Boyd.json": _ben(),
        "AgentLogs/Cy Cole.json": agent("Cy Cole", None, trajectory((0, 5, 3.5), dead_from=10.0)),
    }


def _map() -> Files:
    return {
        "regions": [
            box("hallway1", (0, 0), (10, 4)),
            box("classroom1", (0, 5), (5, 10)),
            box("store", (8, 0), (10, 2)),
            box("canteen", (14, 0), (20, 4)),
            box("attic", (40, 0), (44, 4)),
            box("south_yard", (2, -10), (7, -0.1)),
        ],
        "interest_points": [
            point("hide_spot_1", "HideSpot", 1.0, 9.0),
            point("hide_spot_2", "HideSpot", 2.0, 10.05),
            point("hide_spot_3", "HideSpot", 30.0, 30.0),
            point("exit_point_south", "ExitPoint", 5.0, -8.0),
        ],
        "region_connections": [
            *link("hallway1", "classroom1"),
            *link("hallway1", "store"),
            *link("hallway1", "canteen"),
            *link("hallway1", "attic"),
            *link("hallway1", "south_yard"),
        ],
    }


def _ada() -> Files:
    """She goes to the classroom, hears a shot, hides there and stays."""
    hidden = observation(9.0, "hide_spot_1", events=("found_hiding_spot",), hiding=True)
    return agent(
        "Ada Ames",
        "Student (Grade 9)",
        trajectory((0, 1.3, 2), (1, 1.3, 2), (4, 1.3, 7), (5, 1.3, 7), (7, 1, 9)),
        observations=[
            observation(0.5, "classroom1"),
            observation(4.2, "hide_spot_1", "ben_boyd", events=("gunshot",)),
            hidden,
        ],
        actions=[
            action(1.0, "MoveToRegion", (1.3, 7)),
            action(5.0, "MoveToHideSpot", (1.1, 9), said="Hide!"),
            action(10.0, "StayStill"),
        ],
        memories=[{"time": 1.0, "description": "Went to class."}, {"time": 5.0, "description": "Heard a shot."}],
    )


def _ben() -> Files:
    """He hears the shot and walks out."""
    return agent(
        "Ben Boyd",
        "Math Teacher",
        trajectory((0, 5, 2), (6, 5, 2), (14, 5, -8)),
        observations=[observation(4.4, "exit_point_south", events=("gunshot",))],
        actions=[action(6.0, "MoveToExit", (5, -8))],
        memories=[],
    )
