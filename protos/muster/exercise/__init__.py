"""The contract for taking part in an exercise, and for leading it."""
