"""Which criteria of the standards do not hold, and why; docs/verification.md publishes by how much."""

FAILING = {"rimea-15": "at a corner the crowd presses to the inner wall and takes longer than along the outer one"}
