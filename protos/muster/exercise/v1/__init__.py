"""How trainees take part and instructors lead: version 1 of the contract."""
