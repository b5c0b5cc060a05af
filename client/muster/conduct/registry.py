"""Classifiers of conduct by name."""

from collections.abc import Callable, Mapping

from muster.conduct.audit import IntruderAudit
from muster.conduct.egress import EgressRules
from muster.conduct.rules import IntruderRules
from muster.conduct.verdict import Classifier
from muster.scenario.errors import ScenarioError
from muster.scenario.scenario import ScenarioKind

CLASSIFIERS: Mapping[str, Callable[[], Classifier]] = {
    "egress-rules": EgressRules,
    "intruder-rules": IntruderRules,
    "intruder-audit": IntruderAudit,
}
_FOR_KIND = {ScenarioKind.ALARM: "egress-rules", ScenarioKind.INTRUDER: "intruder-rules"}


def make_classifier(name: str) -> Classifier:
    """Return the classifier of a name; ``ScenarioError`` lists those there are."""
    if name not in CLASSIFIERS:
        raise ScenarioError(f"no classifier is named {name!r}; there are: {', '.join(CLASSIFIERS)}")
    return CLASSIFIERS[name]()


def classifier_for(kind: ScenarioKind) -> str:
    """Return the name of the classifier that fits a kind of emergency."""
    return _FOR_KIND[kind]
