"""Whether a recording was made where we are now."""

from collections.abc import Mapping

from muster.recording.header import fingerprint


def differences(recorded: Mapping[str, str]) -> str:
    """Return what differs between a recording's fingerprint and ours, as a person reads it; "" for nothing."""
    ours = fingerprint()
    return "; ".join(
        f"{name} {recorded.get(name, 'unknown')}, here {ours.get(name, 'unknown')}"
        for name in sorted(recorded.keys() | ours.keys())
        if recorded.get(name) != ours.get(name)
    )
