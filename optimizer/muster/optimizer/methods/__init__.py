"""Ways of aligning a crowd, a file each; ``muster.optimizer.method`` says what they have in common."""
