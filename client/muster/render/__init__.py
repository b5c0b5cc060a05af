"""Pictures: what a renderer is given, what it gives back, and the renderers that come with muster."""
