"""The contract for programs that show what happens: buildings, people and moments."""
