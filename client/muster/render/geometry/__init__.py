"""Shapes made from a building: triangles of floors, walls, stairs, furniture, hiding spots, exits and doors."""
