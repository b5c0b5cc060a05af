"""Where errors end: each becomes one message on stderr and an exit code, never a traceback.

Exit codes: 0 done, 1 done and the answer is no (a rerun that differs, a file with errors), 2 bad input or a place that
cannot be used, 3 stopped halfway and can be resumed (the mind server has gone, the tokens are spent), 130 stopped by
Ctrl-C.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import typer

from muster.commands.output import complain

P = ParamSpec("P")

NO, BAD_INPUT, STOPPED, INTERRUPTED = 1, 2, 3, 130

# By name, the nearest class first: importing the classes for each `--help` would take half a second.
CODES = {
    "muster.client.errors.LinkLost": STOPPED,
    "muster.client.errors.LinkError": BAD_INPUT,
    "muster.scenario.errors.ScenarioError": BAD_INPUT,
    "muster.recording.errors.RecordingError": BAD_INPUT,
    "muster.importing.errors.ImportFailed": BAD_INPUT,
    "muster.verification.errors.VerificationError": BAD_INPUT,
    "muster.server.errors.ServerError": BAD_INPUT,
    "muster.render.renderer.RenderError": BAD_INPUT,
    "muster.training.errors.TrainingError": BAD_INPUT,
    "muster.analysis.errors.StudyHalted": STOPPED,
    "muster.analysis.errors.AnalysisError": BAD_INPUT,
    "muster.optimizer.errors.StudyStopped": STOPPED,
    "muster.optimizer.errors.StudyError": BAD_INPUT,
}


def bounded(command: Callable[P, None]) -> Callable[P, None]:
    """Return ``command`` with its errors told; whatever is not in ``CODES`` is a mistake of ours and shows itself."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except KeyboardInterrupt:
            complain("stopped")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:  # whoever read our output has seen enough; typer knows what to do
            raise
        except OSError as error:
            complain(f"{error.filename or 'the system'}: {error.strerror or error}; choose another file or folder")
            raise typer.Exit(BAD_INPUT) from None
        except Exception as error:  # the end of the line: told here, or raised again
            code = exit_code(error)
            if code is None:
                raise
            complain(str(error))
            raise typer.Exit(code) from None

    return told


def exit_code(error: Exception) -> int | None:
    """Return the exit code for an error of our own trees, None for any other."""
    names = (f"{kind.__module__}.{kind.__qualname__}" for kind in type(error).__mro__)
    return next((CODES[name] for name in names if name in CODES), None)
