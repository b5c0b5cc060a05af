"""Whether the world does what the field's standards and experiments say it should: the trials, and their table."""
