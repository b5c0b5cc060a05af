"""One person, or a few: whether they walk as fast as they say, start when they should and keep off the walls."""

from dataclasses import replace

import numpy as np

from muster.scenario.persona import AgeBand, Mobility, Tie, TieKind
from muster.verification import stages
from muster.verification.case import Bench, Finding
from muster.verification.measures import RIMEA_SPEED, egress
from muster.verification.walking import DT, leave, people, put, run, run_until_out, times, walking_at, world_of
from muster.world.acts import Act, Intent
from muster.world.bodies import FASTEST, SLOWEST, WALKING_SPEED
from muster.world.events import EventKind
from muster.world.steering import STAIRS_DOWN, STAIRS_UP


def corridor(bench: Bench) -> Finding:
    """40 m at 1.33 m/s; a pre-movement time of a second and errors of 5 % allowed: 26 to 34 s."""
    world = walking_at(world_of(stages.corridor(), people(1, "corridor")), RIMEA_SPEED)
    put(world, 0, 0.2, 1.0, "corridor")
    leave(world, 0)
    (seconds,) = egress(world)
    return Finding(f"{seconds:.1f} s", 26.0 <= seconds <= 34.0, {"seconds": seconds})


def stair_up(bench: Bench) -> Finding:
    """10 m along the slope, upwards."""
    return _stair("lower", 1, STAIRS_UP)


def stair_down(bench: Bench) -> Finding:
    """10 m along the slope, downwards."""
    return _stair("upper", 0, STAIRS_DOWN)


def _stair(start: str, exit: int, share: float) -> Finding:
    world = walking_at(world_of(stages.stairs(length=10.0), people(1, start)), RIMEA_SPEED)
    leave(world, 0, exit)
    on_stair: list[bool] = []
    stair = world.region_index["stair"]
    run_until_out(world, 90.0, each_step=lambda: on_stair.append(bool(world.bodies.region[0] == stair)))
    seconds, wanted = sum(on_stair) * DT, 10.0 / (RIMEA_SPEED * share)
    text = f"{seconds:.2f} s for {wanted:.2f} s"
    return Finding(text, abs(seconds / wanted - 1.0) <= 0.05, {"seconds": seconds, "wanted": wanted})


def pre_movement(bench: Bench) -> Finding:
    """Ten people in a room of 8 x 5 m, pre-movement times 10 to 100 s: each starts within two steps of theirs."""
    world = world_of(stages.room(8.0, 5.0, ((3.5, 0.0), (4.5, 0.0))), people(10, "room"))
    wanted = np.arange(1, 11) * 10.0
    started = np.full(10, np.inf)
    for tick in range(round(101.0 / DT)):
        for body in np.flatnonzero(np.isclose(wanted, tick * DT)):
            leave(world, int(body))
        run(world, DT)
        started[(world.bodies.speed > 0.0) & np.isinf(started)] = tick * DT
    late = float(np.abs(started - wanted).max())
    return Finding(f"each within {late:.2f} s", late <= 2.0 * DT + 1e-9, {"late": late})


def corner(bench: Bench) -> Finding:
    """Twenty people round a corner of a corridor 2 m wide; counts who was ever beyond a wall."""
    world = world_of(stages.corner(), people(20, "corridor"))
    for body in range(20):
        put(world, body, 0.5 + 0.6 * (body // 2), 0.5 + 1.0 * (body % 2), "corridor")
        leave(world, body)
    beyond: set[int] = set()

    def look() -> None:
        x, y = world.bodies.position.T
        inside = (x > 0.0) & (x < 12.0) & (y > 0.0) & (y < 2.0) | (x > 10.0) & (x < 12.0) & (y >= 2.0)
        beyond.update(np.flatnonzero(~inside).tolist())

    out = len(times(world, run_until_out(world, 120.0, each_step=look), EventKind.OUT))
    figures = {"out": float(out), "beyond": float(len(beyond))}
    return Finding(f"{len(beyond) or 'nobody'}; {out} of 20 came out", out == 20 and not beyond, figures)


def demographics(bench: Bench) -> Finding:
    """Fifty people of each band. Bounds: 4 standard errors of the mean, and of the deviation (chi, n = 50)."""
    drawn = {band: _drawn_speeds(band) for band in AgeBand}
    told = [f"{band.value} {speed.mean():.2f} ({speed.std(ddof=1):.2f})" for band, speed in drawn.items()]
    figures = {band.value: [float(speed.mean()), float(speed.std(ddof=1))] for band, speed in drawn.items()}
    return Finding(", ".join(told) + " m/s", all(_as_documented(*each) for each in drawn.items()), figures)


def _drawn_speeds(band: AgeBand) -> np.ndarray:
    return world_of(stages.corridor(), people(50, "corridor", age_band=band)).bodies.free_speed[:50]


def _as_documented(band: AgeBand, drawn: np.ndarray) -> bool:
    n, (mean, deviation) = len(drawn), WALKING_SPEED[band]
    is_mean = abs(drawn.mean() - mean) <= 4 * deviation / n**0.5
    is_spread = abs(drawn.std(ddof=1) / deviation - 1.0) <= 4 / (2 * (n - 1)) ** 0.5
    return bool(is_mean and is_spread and drawn.min() >= SLOWEST and drawn.max() <= FASTEST)


def overtaking(bench: Bench) -> Finding:
    """Somebody at 1.5 m/s, 5 m behind somebody at .5 m/s in a corridor 2 m wide: they lose at most a quarter."""
    world = world_of(stages.corridor(), people(2, "corridor"))
    world.bodies.free_speed[:2] = 1.5, 0.5
    put(world, 0, 0.2, 1.0, "corridor")
    put(world, 1, 5.2, 1.0, "corridor")
    for body in (0, 1):
        leave(world, body)
    out = times(world, run_until_out(world, 120.0), EventKind.OUT)
    free = 39.8 / 1.5
    text = f"{out[0]:.1f} s; alone {free:.1f} s"
    return Finding(text, out[0] < out[1] and out[0] <= 1.25 * free, {"seconds": out[0], "alone": free})


def group(bench: Bench) -> Finding:
    """Four at 1.33 m/s and one at .6 m/s, tied as a family, along 40 m: they come out within 5 s of each other."""
    ties = (Tie("corridor-0", TieKind.FAMILY),)
    leader, *others = people(5, "corridor")
    world = world_of(stages.corridor(), (leader, *(replace(other, ties=ties) for other in others)))
    world.bodies.free_speed[:5] = 1.33, 1.33, 1.33, 1.33, 0.6
    for body in range(5):
        put(world, body, 2.0 - 0.4 * (body // 2), 0.7 + 0.6 * (body % 2), "corridor")
        if body:
            world.apply(body, Intent(Act.FOLLOW, 0))
    leave(world, 0)
    out = sorted(times(world, run(world, 120.0), EventKind.OUT).values())
    apart = out[-1] - out[0] if len(out) == 5 else float("inf")
    text = f"{out[0]:.0f} to {out[-1]:.0f} s" if out else "nobody came out"
    return Finding(text, apart <= 5.0, {"out": out})


def less_mobile(bench: Bench) -> Finding:
    """24 people and one in a wheelchair through a passage 1.5 m wide, against 25 who walk; mean of three crowds."""
    last = [
        float(np.mean([_through_passage(mobility, seed) for seed in bench.seeds(3)]))
        for mobility in (Mobility.WHEELCHAIR, Mobility.WALKS)
    ]
    return Finding(f"{last[0]:.1f} s against {last[1]:.1f} s", last[0] > last[1], {"seconds": last})


def _through_passage(mobility: Mobility, seed: int) -> float:
    cast = (*people(24, "west"), *people(1, "corridor", mobility=mobility))
    world = world_of(stages.two_rooms(2.0, 1.5), cast, seed=seed)
    for body in range(25):
        leave(world, body, 1)
    return egress(world, 300.0)[-1]
