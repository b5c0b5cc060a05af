"""What a run is: building, population, hazards and timeline, read from files into frozen dataclasses."""
