"""Whatever completes prompts, each in a file of its own, and what wraps them; imports no client library by itself."""
