"""Pictures: what a renderer is given, what it gives back, and the renderers that come with muster."""

import os

# pygame greets on stdout when it is imported, and stdout is for answers.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
