"""The few noises there are, made of tones and hiss: signs of what is heard, none of them a recording of anything."""

import numpy as np
from numpy.typing import NDArray

RATE = 22_050  # samples a second
Samples = NDArray[np.int16]
_PEAK = 0.5 * np.iinfo(np.int16).max


def alarm() -> Samples:
    """Return one round of two tones, to be repeated."""
    return _samples(np.concatenate([_tone(660.0, 0.5), _tone(550.0, 0.5)]))


def chime() -> Samples:
    """Return what comes before an announcement."""
    return _samples(np.concatenate([_fading(_tone(hertz, 0.35), 0.2) for hertz in (784.0, 659.0)]))


def knocks() -> Samples:
    """Return three knocks on wood."""
    knock = _fading(_tone(190.0, 0.18), 0.03)
    return _samples(np.tile(knock, 3))


def thud() -> Samples:
    """Return a dull bang, as through walls: made to be told from other noises, not to startle."""
    hiss = np.random.default_rng(0).normal(0.0, 0.4, round(0.5 * RATE))
    dull = np.convolve(hiss, np.ones(60) / 60, mode="same")  # 60 samples: nothing much above 200 Hz is left
    return _samples(_fading(dull / np.abs(dull).max(), 0.08))


def _tone(hertz: float, seconds: float) -> NDArray[np.float64]:
    return np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)


def _fading(wave: NDArray[np.float64], seconds: float) -> NDArray[np.float64]:
    """Let a wave fade to a third in every so many seconds."""
    return wave * np.exp(-np.arange(len(wave)) / (seconds * RATE))


def _samples(wave: NDArray[np.float64]) -> Samples:
    return (wave * _PEAK).astype(np.int16)
