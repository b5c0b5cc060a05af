"""What alignment is due to: the writer's aim, its words, or only that people differ and some are kept."""

from muster.optimizer.publication.comparison import methods
from muster.optimizer.publication.design import CONTROLLED, CONTROLS, INSTRUCTED, Arm
from muster.optimizer.publication.figures import Readings, figures, obedience, quotient
from muster.optimizer.publication.markdown import bounded, number, paragraph, table
from muster.optimizer.publication.record import Record


def controls(record: Record, readings: Readings) -> list[str]:
    """Return methods with the writer as it is, with shuffled targets, and in other words."""
    after, first = record.sizes.reported, record.sizes.side_evaluations
    none = readings.of(Arm("none"), after)
    arms = [Arm(method, control) for method in CONTROLLED for control in ("", *CONTROLS)]
    rows: list[tuple[str, ...]] = []
    for arm in (*arms, *(Arm(method) for method in INSTRUCTED)):
        if those := readings.of(arm, after):
            found = [those[seed] for seed in sorted(those)]
            distance, against = figures(found, first).tvd, quotient(those, none)
            told = (bounded(distance), bounded(against, ".2f"), bounded(obedience(found), ".2f"))
            words = "no writer" if arm.method in INSTRUCTED else arm.control or "as it is"
            rows.append((f"{arm.method}, {words}", str(len(found)), *told))
    if not rows:
        return []
    return [
        "## Controls: shuffled targets and other words",
        "",
        *table(("method, writer", "seeds", "TVD (95 %)", "over *none* (95 %)", "obedience (95 %)"), rows),
        *paragraph(
            "With *shuffled* targets a writer is asked for one class and writes toward another; *paraphrased*, it says",
            "the same in other words. *Obedience* is Cohen's kappa of the class that was asked for and the class shown",
            "in the next episode: 0 when asking makes no difference, below 0 when it leads elsewhere.",
        ),
        *paragraph(
            "**Shuffled targets are no test of a method that keeps what worked.** *pevo+* keeps whoever came out as",
            "needed, whatever was asked for, and *pevo* leaves alone whoever is not one too many: both select among",
            "different people, and selection aligns. So the row of shuffled targets measures selection, and what the",
            "writer's aim adds is the distance from there to the row above it. Whether aim matters at all is",
            "obedience: it has to vanish with shuffled targets, and that no method can undo by selecting. Shuffled",
            "classes are drawn evenly from the others, which is itself nearer to the target than unsteered people are,",
            "so even *random* gains by it.",
        ),
        *paragraph(
            "*explicit* has no writer: it tells people outright what to do, so there is nothing to shuffle. It is as",
            "good as people do what they are told, which is its obedience. Instructed language models came about as",
            "near as chance allows in the runs that the reference published; where obedience is low here, our mind",
            "does not take an instruction for one, and being nearer than *explicit* is then no merit.",
        ),
    ]


def texts(record: Record, readings: Readings) -> list[str]:
    """Return how well the class meant is decoded from texts alone, by method."""
    after = record.sizes.reported
    rows: list[tuple[str, ...]] = []
    arms = [Arm(method) for method in methods(readings)]
    arms += [Arm(method, control) for method in CONTROLLED for control in CONTROLS]
    for arm in arms:
        n, right, chance = (sum(part) for part in zip(*_decoded(readings, arm, after), strict=True))
        if n:
            name = ", ".join(word for word in (arm.method, arm.control) if word)
            rows.append((name, str(n), number(right / n, ".2f"), number(chance / n, ".2f")))
    if not rows:
        return []
    return [
        "## What the texts give away",
        "",
        *paragraph(
            "How often the class that somebody's text was written toward is decoded from the text alone, by a model of",
            "words that has not seen it (within each population, summed over seeds). Near 1, texts are labels to",
            "whoever has seen others like them. The built-in writer's phrase books share hardly a sentence, and",
            "*explicit* says outright what to do: that is one reason why none of this supports a claim about people.",
        ),
        *table(("method, writer", "texts", "decoded", "by chance"), rows),
    ]


def _decoded(readings: Readings, arm: Arm, after: int) -> list[tuple[int, int, int]]:
    return [(0, 0, 0), *(each.decoded for each in readings.of(arm, after).values())]
