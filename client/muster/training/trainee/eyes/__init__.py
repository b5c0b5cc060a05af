"""The building through one's own eyes: the trainee's window in three dimensions."""
