"""The after-action review of a recorded exercise: a page to work with, and a report to hand on. Start at ``page``."""
