"""The table: every test of four standards, with the trial that tells or the reason why it does not apply."""

from muster.verification.case import Case, Standard
from muster.verification.trials import choices, flows, movement

RIMEA, IMO, ISO, NIST = Standard.RIMEA, Standard.IMO, Standard.ISO, Standard.NIST

CASES = (
    Case(RIMEA, "1", "corridor of 40 m at 1.33 m/s", "26 to 34 s", movement.corridor),
    Case(RIMEA, "2", "stair up, 10 m on the slope", "length over our stair speed", movement.stair_up, ours="5 %"),
    Case(RIMEA, "3", "stair down", "likewise", movement.stair_down, ours="5 %"),
    Case(RIMEA, "4", "speed at .5, 1, 2, 3, 4, 5, 6 persons/m²", "falls", flows.fundamental_diagram),
    Case(RIMEA, "5", "pre-movement 10 to 100 s", "each starts at their time", movement.pre_movement, ours="0.1 s"),
    Case(RIMEA, "6", "corner, 20 people", "nobody crosses a wall", movement.corner),
    Case(RIMEA, "7", "50 people of each age band", "mean and deviation as in `world/bodies.py`",
         movement.demographics, ours="4 standard errors"),
    Case(RIMEA, "9", "1,000 people, 4 exits against 2", "about double", flows.half_the_exits, ours="15 %"),
    Case(RIMEA, "11", "1,000 people in the west of a room, an exit west and one east, three crowds",
         "most choose the nearest exit, some the second", choices.nearest_and_second,
         ours="3 standard errors of a coin; a fifth"),
    Case(RIMEA, "12a", "bottleneck of 1 m, .5, 2 and 10 m long", "longer is slower", flows.bottleneck_length),
    Case(RIMEA, "12b", "bottleneck .8, 1.0 and 1.2 m wide", "flow rises", flows.bottleneck_width),
    Case(RIMEA, "12c", "jams before both passages", "at the first, none at the second", flows.bottleneck_jams,
         ours="> 2 /m², < 1 /m²"),
    Case(RIMEA, "13", "150 people on a stair, up and down", "down is faster at equal density; jam at the foot",
         flows.crowd_on_stairs, ours="density within 10 %, jam > 2 /m²"),
    Case(IMO, "4", "exit of 1 m, 100 people, profile `imo`", "at most 1.33 persons/s", flows.door),
    Case(IMO, "8", "100 people against 0, 10, 50, 100", "time rises", flows.counterflow),
)  # fmt: skip
"""In the order of the table."""
