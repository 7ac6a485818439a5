"""Interleaved measuring: A B A B …, so that whatever disturbs one disturbs the other alike."""

from dataclasses import dataclass
from statistics import median

import gc


@dataclass(frozen=True)
class Series:
    """Seconds of one thing, one number for each round."""

    name: str
    seconds: tuple

    @property
    def typical(self):
        return median(self.seconds)

    @property
    def spread(self):
        """Half of what lies between the quartiles, as a part of the typical."""
        ordered = sorted(self.seconds)
        quarter = len(ordered) // 4
        return (ordered[-1 - quarter] - ordered[quarter]) / 2 / self.typical


def on_server(server, action, times):
    """A sample: seconds of the server's processor time that one call of `action` takes."""

    def sample():
        before = server.cpu()
        for _ in range(times):
            action()
        return (server.cpu() - before) / times

    return sample


def interleave(samples, rounds, warm=3):
    """`{name: Series}` of samples (functions that return seconds), taken in turn.

    The first `warm` rounds fill caches and do not count.
    """
    taken = {name: [] for name in samples}
    for number in range(warm + rounds):
        for name, sample in samples.items():
            gc.collect(0)
            seconds = sample()
            if number >= warm:
                taken[name].append(seconds)
    return {name: Series(name, tuple(found)) for name, found in taken.items()}


def ratio(first, second):
    """How much of the second the first takes, round by round; the typical of the rounds."""
    return median(a / b for a, b in zip(first.seconds, second.seconds, strict=True))
