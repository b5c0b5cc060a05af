"""Where an exercise is played: it decides what happens, and tells each trainee what their body can know."""
