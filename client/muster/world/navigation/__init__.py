"""Finding the way: a building compiled to arrays, fields that lead through rooms, routes over doors, and sound."""
