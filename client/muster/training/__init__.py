"""Exercises: taking part, judging what was done, and the review afterwards."""
