"""Long work in pieces: jobs in processes of their own, and files that are whole or not there at all."""
