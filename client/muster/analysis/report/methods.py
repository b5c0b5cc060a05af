"""How the figures are made, what they rest on, and what they leave out."""

from muster.analysis.density import CELL, CRITICAL, WINDOW
from muster.analysis.doors import NEAR, SLOW
from muster.analysis.leaving import AWAY, HELD_UP
from muster.pages.markup import Html, facts

_METHODS = (
    (
        "times",
        "Seconds from the start of the run; pre-movement from the first cue (alarm, announcement, shot, or the first "
        f"person to notice, as in PD 7974-6) until somebody, {AWAY:g} m away later, last stood where they noticed. "
        "Percentiles are interpolated. Intervals: of a mean Student's, of the 95th percentile by order statistics; the "
        "latter has an upper bound from 59 runs on.",
    ),
    (
        "enough runs",
        "Behavioural uncertainty as in NIST TN 1822 and Ronchi, Reneke and Peacock (Fire Technology 50, 2014): "
        "how much "
        "one run more changes the mean (TET) and standard deviation (SD) of the last person out, and the "
        "averaged curve "
        "of who is out when, by Euclidean relative distance (ERD), projection coefficient (EPC) and secant cosine (SC) "
        "(Peacock et al., Fire Safety Journal 33, 1999). Limits are the user's to set; ours are drawn in the plots.",
    ),
    (
        "queues",
        f"Somebody queues who, within {NEAR:g} m of a door they later pass, moves at less than {SLOW:g} m/s. Peak "
        f"flow: "
        "people in the busiest ten seconds, by the clear width.",
    ),
    (
        "density",
        f"Cells of {CELL:g} m, people counted five times a second, mean over {WINDOW:g} s, divided by walkable area. "
        f"{CRITICAL:g} /m² is a limit commonly designed for (Still, 2014); Fruin (1993) has loss of control near "
        f"5 to 7.",
    ),
    (
        "levels of service",
        "Fruin (1971), walkways and stairways. A cell counts with its eight neighbours in the same region; shown "
        "is its "
        "worst ten seconds, where 95 % of runs stay at or below it; the colour of the floor: nobody was there.",
    ),
    (
        "who stayed inside",
        "The first reason that holds: incapacitated; never noticed; hiding; noticed but did not set off; held up "
        "or at a "
        f"door that did not open in the last {HELD_UP:g} s; on the way.",
    ),
    (
        "left out",
        "Responders are in no figure. Bodies are discs that follow the collision-free speed model; stairs are slower "
        "floors; falls, luggage and the crush of bodies are not modelled, so that densities above about 5 /m² do not "
        "arise whatever the crowd. Minds are a model of choices, not of people. How the model does on RiMEA, IMO, ISO "
        "20414 and NIST tests: muster verify.",
    ),
)


def methods() -> Html:
    """Return the methods as a list of terms."""
    return facts(_METHODS, class_="methods")
