"""The episode loop: clock, intents, the link to the minds, and what comes of a run."""
