"""How long a request waits before it is tried again, when two people saved in one place at once."""

from functools import partial

import random
import time


LONGEST = 0.05  # of the first wait, in seconds: about as long as the other save still takes
GROWS = 6  # times, with each wait: whoever meets others three times waits until they are done


def wait_briefly(event):
    """Subscriber of `IPubBeforeAbort`: what is tried again soon is tried again soon.

    Zope waits up to a second before the first repetition, two and four before the others: longer
    than everything else that a save is. It gives up after the third.
    """
    if event.retry:
        event.request.delay_retry = partial(_wait, event.request.retry_count)


def _wait(times):
    time.sleep(random.uniform(0, LONGEST * GROWS**times))  # noqa: S311 - no secret
