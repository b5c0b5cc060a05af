"""Smoke out of results of the Fire Dynamics Simulator (FDS).

`output.py` reads horizontal slices through fdsreader, `averaging.py` makes the mean air of regions of them.
"""
