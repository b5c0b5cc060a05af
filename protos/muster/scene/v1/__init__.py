"""What happens, for whoever may see everything: version 1 of the contract."""
