"""Which graphics processors there are."""

import shutil
import subprocess

ANSWER_S = 5.0


def gpus() -> list[str]:
    """Return name and memory of each NVIDIA GPU; none where its tool is missing or does not answer."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return []
    command = [tool, "--query-gpu=name,memory.total", "--format=csv,noheader"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=ANSWER_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [line.strip() for line in done.stdout.splitlines() if line.strip()] if done.returncode == 0 else []
