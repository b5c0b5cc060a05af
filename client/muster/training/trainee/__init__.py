"""Taking part: the trainee's end of an exercise, and the window on it."""
