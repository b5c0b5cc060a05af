"""Limits that engines keep unless told otherwise."""

NUM_CTX = 4096  # tokens; our prompts and their replies stay under 3,000
TIMEOUT_S = 120.0  # wall seconds for one reply; without a GPU the first of a long prompt takes half of that
LOAD_S = 300.0  # wall seconds for getting a model into memory
CONNECT_S = 5.0  # wall seconds
LIST_S = 10.0  # wall seconds for the list of models
CONNECTIONS = 256  # above any number of slots: who has a slot never waits for a connection
SLOTS_GUESSED = 4  # until something better is known
