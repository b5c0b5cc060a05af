"""The table: every test of four standards, with the trial that tells or the reason why it does not apply.

ISO 20414 is sold and we have not its numbers: its components stand here by name, as NIST TN 1822, from which it grew,
and our notes name them.
"""

from dataclasses import replace

from muster.verification.case import Case, Standard
from muster.verification.trials import choices, flows, movement, smoke

RIMEA, IMO, ISO, NIST = Standard.RIMEA, Standard.IMO, Standard.ISO, Standard.NIST
NO_LIFTS = "no lifts: people here take stairs, as signs in buildings tell them to"
EXITS_OF_CABINS = "each leaves by the exit assigned to them"
JAMS = "a jam before the corridor, and at the foot of the stair"

_RIMEA = (
    Case(RIMEA, "1", "corridor of 40 m at 1.33 m/s", "26 to 34 s", movement.corridor),
    Case(RIMEA, "2", "stair up, 10 m on the slope", "length over our stair speed", movement.stair_up, ours="5 %"),
    Case(RIMEA, "3", "stair down", "likewise", movement.stair_down, ours="5 %"),
    Case(RIMEA, "4", "speed at .5, 1, 2, 3, 4, 5, 6 persons/m²", "falls", flows.fundamental_diagram),
    Case(RIMEA, "5", "pre-movement 10 to 100 s", "each starts at their time", movement.pre_movement, ours="0.1 s"),
    Case(RIMEA, "6", "corner, 20 people", "nobody crosses a wall", movement.corner),
    Case(RIMEA, "7", "50 people of each age band", "mean and deviation as in `world/bodies.py`",
         movement.demographics, ours="4 standard errors"),
    Case(RIMEA, "8", "three storeys of offices, walking at .6, .9, 1.2 and 1.5 m/s",
         "what a parameter does is documented", choices.three_storeys, ours="the faster, the sooner the last is out"),
    Case(RIMEA, "9", "1,000 people, 4 exits against 2", "about double", flows.half_the_exits, ours="15 %"),
    Case(RIMEA, "10", "23 people in twelve cabins, two exits", EXITS_OF_CABINS, choices.assigned_exits),
    Case(RIMEA, "11", "1,000 people in the west of a room, an exit west and one east, three crowds",
         "most choose the nearest exit, some the second", choices.nearest_and_second,
         ours="3 standard errors of a coin; a fifth"),
    Case(RIMEA, "12a", "bottleneck of 1 m, .5, 2 and 10 m long", "longer is slower", flows.bottleneck_length),
    Case(RIMEA, "12b", "bottleneck .8, 1.0 and 1.2 m wide", "flow rises", flows.bottleneck_width),
    Case(RIMEA, "12c", "jams before both passages", "at the first, none at the second", flows.bottleneck_jams,
         ours="> 2 /m², < 1 /m²"),
    Case(RIMEA, "13", "150 people on a stair, up and down", "down is faster at equal density; jam at the foot",
         flows.crowd_on_stairs, ours="density within 10 %, jam > 2 /m²"),
    Case(RIMEA, "14", "a short way over stairs or a long one on the level", "which is taken is documented",
         choices.over_or_round, ours="all take the stairs when the other way is 40 m longer"),
    Case(RIMEA, "15", "100 people: 16 m straight on, round a corner 4 m wide, 24 m straight on",
         "the corner lies between", flows.corner_crowd),
    Case(RIMEA, "16", "single file at .8, 1, 1.5 and 2 persons/m, profile `sfpe`",
         "within the 10 and 90 % envelope of the data", flows.single_file,
         ours="0.15 m/s of the line through Seyfried and others' data (2005)"),
)  # fmt: skip

_IMO = (
    Case(IMO, "1", "corridor of 40 m", "26 to 34 s at 1.33 m/s", movement.corridor, ours="RiMEA 1's"),
    Case(IMO, "2", "stair up", "10 m over our stair speed", movement.stair_up, ours="5 %"),
    Case(IMO, "3", "stair down", "likewise", movement.stair_down, ours="5 %"),
    Case(IMO, "4", "exit of 1 m, 100 people, profile `imo`", "at most 1.33 persons/s", flows.door),
    Case(IMO, "5", "response times 10 to 100 s", "each starts at their time", movement.pre_movement, ours="0.1 s"),
    Case(IMO, "6", "corner, 20 people", "nobody crosses a wall", movement.corner),
    Case(IMO, "7", "50 people of each age band", "speeds as documented", movement.demographics,
         ours="4 standard errors"),
    Case(IMO, "8", "100 people against 0, 10, 50, 100", "time rises", flows.counterflow),
    Case(IMO, "9", "public room, 1,000 people, 4 exits against 2", "about double", flows.half_the_exits, ours="15 %"),
    Case(IMO, "10", "23 people in twelve cabins", EXITS_OF_CABINS, choices.assigned_exits),
    Case(IMO, "11", "150 people from a room along a corridor to a stair", JAMS, flows.queue_at_stair,
         ours="> 2 /m² over 10 s"),
    Case(IMO, "12", "flow in a corridor", "smaller at very high density than at a moderate one", flows.flow_at_density,
         ours="6 and 2 /m²"),
)  # fmt: skip


def _fire(standard: Standard, number: dict[str, str] | None = None) -> tuple[Case, ...]:
    """The components that NIST TN 1822 and ISO 20414 share; ``number`` has each one's number in the standard."""
    case = {
        "pre-evacuation": Case(standard, "", "pre-evacuation times 10 to 100 s", "each starts at their time",
                               movement.pre_movement, ours="0.1 s"),
        "corridor": Case(standard, "", "speed in a corridor", "26 to 34 s for 40 m at 1.33 m/s", movement.corridor,
                         ours="RiMEA 1's"),
        "stair-up": Case(standard, "", "speed up a stair", "10 m over our stair speed", movement.stair_up, ours="5 %"),
        "stair-down": Case(standard, "", "speed down a stair", "likewise", movement.stair_down, ours="5 %"),
        "corner": Case(standard, "", "movement round a corner", "nobody crosses a wall", movement.corner),
        "demographics": Case(standard, "", "assigned demographics", "speeds as documented", movement.demographics,
                             ours="4 standard errors"),
        "visibility": Case(standard, "", "reduced visibility against walking speed", "as documented",
                           smoke.speed_in_smoke, ours="1 %"),
        "incapacitation": Case(standard, "", "incapacitation by dose, adult and child in three atmospheres",
                               "at the dose documented", smoke.overcome_by_dose, ours="2 s"),
        "lifts": Case(standard, "", "lifts", "used as documented", reason=NO_LIFTS),
        "counterflow": Case(standard, "", "100 people against 0, 10, 50, 100", "time rises", flows.counterflow),
        "groups": Case(standard, "", "a family of five, one at half speed, over 40 m", "they come out together",
                       movement.group, ours="within 5 s"),
        "disabilities": Case(standard, "", "25 people through a passage, one in a wheelchair or none",
                             "longer with a wheelchair", movement.less_mobile),
        "assigned-exits": Case(standard, "", "23 people in twelve cabins", EXITS_OF_CABINS, choices.assigned_exits),
        "social-influence": Case(standard, "", "choice of exit alone, and while others make for the west one",
                                 "more follow than by chance", choices.social_influence, ours="3 standard errors"),
        "affiliation": Case(standard, "", "choice of exit: those who came in by the west one, those who know both",
                            "more go where they came in", choices.affiliation, ours="3 standard errors"),
        "exit-closes": Case(standard, "", "an exit is locked after a second", "all leave by the other",
                            choices.exit_closes),
        "congestion": Case(standard, "", "150 people from a room along a corridor to a stair", JAMS,
                           flows.queue_at_stair, ours="> 2 /m² over 10 s"),
        "flow": Case(standard, "", "flow through an exit of 1 m, profile `imo`", "at most 1.33 persons/s", flows.door,
                     ours="IMO's limit"),
    }  # fmt: skip
    numbers = number or {component: component for component in case}
    return tuple(replace(case[component], test=test) for component, test in numbers.items())


_NIST = _fire(NIST, {
    "pre-evacuation": "1.1", "corridor": "2.1", "stair-up": "2.2a", "stair-down": "2.2b", "corner": "2.3",
    "demographics": "2.4", "visibility": "2.5", "incapacitation": "2.6", "lifts": "2.7", "counterflow": "2.8",
    "groups": "2.9", "disabilities": "2.10", "assigned-exits": "3.1", "social-influence": "3.2", "affiliation": "3.3",
    "exit-closes": "4.1", "congestion": "5.1", "flow": "5.2",
})  # fmt: skip

_ISO = (
    *_fire(ISO),
    Case(ISO, "overtaking", "1.5 m/s behind .5 m/s in a corridor 2 m wide, 40 m", "the faster one gets past",
         movement.overtaking, ours="and loses at most a quarter"),
    Case(ISO, "smoke-speed", "walking speed by extinction coefficient", "as documented", smoke.speed_in_smoke,
         ours="1 %"),
    Case(ISO, "dose", "fractional effective dose of a constant atmosphere", "as calculated by hand",
         smoke.dose_of_constant_atmosphere, ours="1 %"),
)  # fmt: skip

CASES = (*_RIMEA, *_IMO, *_ISO, *_NIST)
"""In the order of the table."""
