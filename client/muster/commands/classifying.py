"""What ``muster classify`` prints."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from muster.commands.agreeing import lines, plain
from muster.commands.backends import BUILTIN_ORDER, MindOrder
from muster.conduct.agreement import Agreement, agreement
from muster.conduct.audit import IntruderAudit
from muster.conduct.observed import Observed, observe
from muster.conduct.registry import classifier_for, make_classifier
from muster.conduct.verdict import ASIDE, UNKNOWN, Classifier, Verdict
from muster.recording.reader import Recording
from muster.scenario.errors import ScenarioError

MODEL = "model"
"""The classifier that is a language model; see ``judging``."""


@dataclass(frozen=True)
class Classified:
    """The conduct of everybody in one recording, by one classifier; ``audit``: how far a second one agrees."""

    classifier: str
    outcomes: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    observed: Observed
    audit: Agreement | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many had each outcome, those aside last."""
        found = dict.fromkeys((*self.outcomes, *ASIDE), 0)
        for verdict in self.verdicts:
            found[verdict.outcome] += 1
        return found

    @property
    def judged(self) -> int:
        """How many could have acted: the denominator of every share."""
        return sum(count for outcome, count in self.counts.items() if outcome not in ASIDE)

    def as_json(self, only: int | None) -> dict[str, object]:
        """Return everything, or one person's verdict, ready for JSON."""
        people = [
            {"agent": verdict.agent, "name": self.observed.names[verdict.agent], **_plain(verdict)}
            for verdict in self.verdicts
            if only in (None, verdict.agent)
        ]
        told: dict[str, object] = {"classifier": self.classifier, "judged": self.judged, "counts": self.counts}
        if self.audit:
            told["audit"] = {"classifier": IntruderAudit.name, **plain(self.audit)}
        return {**told, "people": people}


def classified(recording: Recording, by: str, order: MindOrder = BUILTIN_ORDER) -> Classified:
    """Return the verdicts of the classifier called ``by``, or else of the one that fits the scenario.

    ``order`` says which model reads when ``by`` is ``model``; raises BackendError when it cannot be asked.
    """
    classifier = _classifier(recording, by, order)
    observed = observe(recording)
    verdicts = tuple(classifier.classify(observed))
    return Classified(classifier.name, (*classifier.classes, UNKNOWN), verdicts, observed)


def audited(found: Classified) -> Classified:
    """Return ``found`` with how far the auditing classifier agrees; ``ScenarioError`` when it has other classes."""
    audit = IntruderAudit()
    if set(found.outcomes) != {*audit.classes, UNKNOWN}:
        raise ScenarioError(
            f"{audit.name} audits classifiers of conduct under an intruder, and {found.classifier} has other classes; "
            "leave out --audit, or add --by intruder-rules"
        )
    second = [verdict.outcome for verdict in audit.classify(found.observed)]
    return replace(found, audit=agreement([each.outcome for each in found.verdicts], second, found.outcomes))


def as_told(found: Classified) -> str:
    """Return the table of shares, how far the audit agrees if asked for, then a line a person."""
    audited = lines(found.audit, found.classifier, IntruderAudit.name, IntruderAudit.name) if found.audit else ()
    audit = ["", *audited] if found.audit else []
    return "\n".join([*_table(found), *audit, "", *_people(found)])


def of_one(found: Classified, agent: int) -> str:
    """Return one person's verdict, its evidence and what was measured."""
    verdict = found.verdicts[agent]
    lines = [f"{found.observed.names[agent]} (agent {agent}): {verdict.outcome}, margin {verdict.margin:.2f}"]
    lines += [f"  {each.time:6.1f} s  {each.place}: {each.text}" for each in verdict.evidence]
    if verdict.features:
        lines.append("Measured")
        lines += [f"  {name:<16} {value:10.2f}" for name, value in verdict.features.items()]
    return "\n".join(lines)


def _table(found: Classified) -> Iterator[str]:
    yield f"Conduct by {found.classifier}, of {found.judged} people who could act"
    counts = found.counts
    width = max(len(outcome) for outcome in counts)
    for outcome, count in counts.items():
        share = f"{count / found.judged:6.1%}" if outcome not in ASIDE and found.judged else "  aside"
        if count or outcome not in ASIDE:
            yield f"  {outcome:<{width}}  {count:5d}  {share}"


def _classifier(recording: Recording, by: str, order: MindOrder) -> Classifier:
    if by == MODEL:
        from muster.commands.judging import ModelJudge

        return ModelJudge(order, recording.scenario.kind)
    try:
        return make_classifier(by or classifier_for(recording.scenario.kind))
    except ScenarioError as error:
        raise ScenarioError(f"{error}, {MODEL}") from None


def _people(found: Classified) -> Iterator[str]:
    names = found.observed.names
    width = max((len(name) for name in names), default=0)
    for verdict in found.verdicts:
        last = verdict.evidence[-1] if verdict.evidence else None
        why = f"{last.time:6.1f} s  {last.place}: {last.text}" if last else ""
        yield f"  {verdict.agent:4d}  {names[verdict.agent]:<{width}}  {verdict.outcome:<20}  {why}".rstrip()


def _plain(verdict: Verdict) -> dict[str, object]:
    features = {name: None if value != value else round(value, 3) for name, value in verdict.features.items()}
    return {
        "outcome": verdict.outcome,
        "margin": verdict.margin,
        "evidence": [asdict(each) for each in verdict.evidence],
        "features": features,
    }
