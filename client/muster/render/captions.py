"""The words of panels that every renderer takes alike: headings, and how a decision came about."""

from muster.render.panels import clock_text
from muster.render.story import Story

MEAN_TO = "Those inside mean to"
NOTICED, OPTIONS, THOUGHT, SAID, MOOD, REMEMBERS = "Noticed", "Options", "Thought", "Said", "Mood", "Remembers"
BY_CHANCE = "drawn by chance: not the likeliest"
BY = {
    "builtin": "the built-in mind",
    "model": "the language model",
    "cache": "the language model, which had been asked the same before",
    "shared": "the language model, for several people alike",
    "fallback": "the fallback, for want of an answer in time",
}
"""Who decided, in words, by ``Story.source``."""


def decided(story: Story) -> str:
    """Return when it was decided, by what and how fast."""
    return f"decided at {clock_text(story.decided_at)} {how(story)}"


def how(story: Story) -> str:
    """Return by what it was decided, and how fast."""
    took = "less than 1 ms" if story.latency_ms < 1 else f"{story.latency_ms:,.0f} ms"
    who = BY.get(story.source, story.source)
    return f"by {who}{',' if ',' in who else ''} in {took}"


def asked(story: Story) -> str:
    """Return why a decision was asked for; "" where that is not known."""
    if not story.why_then:
        return ""
    return f"asked because {story.why_then}" if story.why_then.startswith("the ") else f"asked: {story.why_then}"


def by_chance(story: Story) -> str:
    """Return that a less likely option was drawn; "" where the likeliest was chosen, or odds are not known."""
    chosen = [choice.probability for choice in story.choices if choice.is_chosen]
    return BY_CHANCE if chosen and max(choice.probability for choice in story.choices) > max(chosen) else ""
