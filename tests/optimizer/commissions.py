"""Commissions for tests of writers: people of the shipped scenarios, toward the classes of the shipped benchmark."""

from muster.optimizer.writer import Commission
from muster.scenario.benchmark import BenchmarkClass
from muster.scenario.benchmark_file import load_benchmark
from muster.scenario.library import assets_dir
from muster.scenario.persona import Persona
from muster.scenario.persona_file import read_personas

BENCHMARK = load_benchmark("hostile-intruder")
CLASSES = {each.id: each for each in BENCHMARK.classes}


def cast(name: str = "school") -> tuple[Persona, ...]:
    return read_personas(assets_dir() / f"personas/{name}.toml").personas


def adults() -> list[Persona]:
    return [persona for persona in cast() if persona.age >= 18]


def commission(persona: Persona, toward: str | BenchmarkClass, seed: int = 0) -> Commission:
    return Commission(persona, "", CLASSES[toward] if isinstance(toward, str) else toward, seed)


def commissions(toward: str) -> list[Commission]:
    people = adults() if toward == "FIGHT" else cast()
    return [commission(persona, toward, seed) for seed, persona in enumerate(people)]
