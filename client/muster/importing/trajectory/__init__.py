"""JuPedSim's trajectory files (SQLite, version 2) as recordings; also those that ``muster export --to jupedsim`` wrote.

``file`` reads the tables, ``floor`` makes a building of the walkable area, ``motion`` brings bodies to our frames.
"""
