"""Writing, reading and exporting what happened. Start at ``recorder.Recorder`` and ``reader.Recording``."""
