"""Validation: experiments with people, the same geometry and inflow simulated, and both measured by PedPy."""
