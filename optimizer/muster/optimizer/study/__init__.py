"""A study: episodes and rewriting in turn, every step on disk before the next one begins."""
