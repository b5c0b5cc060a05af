"""The subcommands of ``muster``, one file each, and the wiring of client and server that only they may do.

A file named for a command holds its signature, and imports whatever is slow when the command runs: help must be quick.
"""
