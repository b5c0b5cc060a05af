"""How personas are rewritten. Others may add writers: a factory in the entry-point group ``muster.writers``."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from muster.optimizer.texts import Texts
from muster.scenario.benchmark import BenchmarkClass
from muster.scenario.persona import Persona


@dataclass(frozen=True)
class Commission:
    """One rewriting.

    Attributes:
        persona: who they are now.
        conduct: the class they showed last, "" when it is not known.
        toward: the class they are to show.
        seed: of every draw made for it: same commission, same text, as far as the writer can.
    """

    persona: Persona
    conduct: str
    toward: BenchmarkClass
    seed: int


@dataclass(frozen=True)
class Written:
    """What came of a commission.

    Attributes:
        texts: None when nothing usable was written.
        problem: why not; "" when it worked.
        prompt_tokens, completion_tokens: what it cost; 0 without a model.
    """

    texts: Texts | None
    problem: str = ""
    prompt_tokens: int = 0
    completion_tokens: int = 0


class Writer(Protocol):
    """Rewrites the six texts of personas so that they would show another conduct, without ever naming it.

    Attributes:
        name: as commands call it.
        is_language_model: whether what it writes may support a claim about language models.
    """

    name: str
    is_language_model: bool

    async def write(self, commissions: Sequence[Commission]) -> Sequence[Written]:
        """Return one answer a commission, in order; raises only for a writer that is gone, not for bad replies."""
        ...
