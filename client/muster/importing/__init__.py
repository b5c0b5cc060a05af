"""Buildings and runs that other programs made: read into drawings, and made into our buildings and recordings.

A reader (``ifc``, ``dxf``) returns a ``Drawing``: floors, doorways, flights of stairs and solids as they were found.
One ``assemble`` makes a building of any drawing. What either cannot make sense of becomes a ``Note`` with its place.
"""
