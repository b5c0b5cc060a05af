"""Pages about studies: everything inline, so that they open offline and ask nothing of any network."""
