"""A trainee's window beside a run: ``python -m muster.commands.window_process ORDER``, started by the run."""

import json
import os
import sys

from muster.client.access import Access
from muster.client.errors import LinkError
from muster.commands.joining import take_part
from muster.commands.output import complain
from muster.render.renderer import RenderError
from muster.training.errors import TrainingError

FAILED = 2


def main() -> None:
    """Join, say so, and play until the window is closed."""
    answers = os.dup(1)
    os.dup2(2, 1)  # whatever else is printed here
    order = json.loads(sys.argv[1])
    access = Access(token=sys.stdin.readline().strip())

    def ready() -> None:
        os.write(answers, b"{}\n")
        os.close(answers)

    has_joined = False

    def joined() -> None:
        nonlocal has_joined
        has_joined = True
        ready()

    try:
        take_part(order["address"], order["role"], access, order["window"], on_joined=joined)
    except (RenderError, TrainingError, LinkError) as error:
        if has_joined:
            complain(str(error))
        else:
            os.write(answers, json.dumps({"error": str(error)}).encode() + b"\n")
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
