"""People: figures in every posture, and thousands of them in a few draws."""
