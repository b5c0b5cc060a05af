"""What each body can see, hear and do right now: percepts and options, and nothing it could not know."""
