"""Settings for every test; what tests share stands in tests/support."""

from hypothesis import settings

# The same examples everywhere and always, so that a red run is red again; no deadline, for kernels compile when called.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
