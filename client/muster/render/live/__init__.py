"""Watching a run while it happens: frames cross from the run's process to the viewer's in shared memory."""
