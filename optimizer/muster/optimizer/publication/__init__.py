"""The table that is published, ``docs/alignment.md``: what is run for it, how it is read, and how it is put into words.

``design`` says which studies there are, ``conducting`` runs what is missing of them, ``reading`` takes figures from what
lies on disk, and ``document`` writes them down. ``benchmarks/alignment.py`` is the command.
"""
