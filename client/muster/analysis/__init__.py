"""Egress studies: one scenario run many times, what that shows of the building, and a report to hand in."""
