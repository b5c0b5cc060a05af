"""The plan of the building as a trainee's window."""
