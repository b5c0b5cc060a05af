"""Logged runs of PersonaEvolve, the system of PEBA (arXiv 2509.16457), as buildings and recordings.

``reading`` makes a ``Log`` of the folder, ``site`` a building of its map, ``bodies`` the motion, ``minds`` percepts and
decisions; ``bringing_in`` puts them together. Its axes x and z are the floor (ours x and y), y is up; seen from above,
x is to the right and the other up in both, so nothing is mirrored.
"""
