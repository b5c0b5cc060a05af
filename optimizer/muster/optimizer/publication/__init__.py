"""The table that is published, ``docs/alignment.md``: what is run for it, how it is read, how it is put into words.

``design`` says which studies there are, ``conducting`` runs what is missing of them, ``reading`` takes figures from
what lies on disk, ``record`` keeps them beside the document, and ``document`` writes it from the record alone.
``benchmarks/alignment.py`` is the command.
"""
