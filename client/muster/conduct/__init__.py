"""Which conduct a trajectory shows: rules over recordings, not over what people say of themselves."""
