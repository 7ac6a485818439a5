"""Why a file may not be destroyed now: one rule for the list, the batch and the last moment."""

from ..calendars.london import format_short_date


def obstacles(state, explanation, holds, today):
    """Sentences that say what stands in the way; none means it may be destroyed.

    `state`: of the file; `explanation`: `retention.reckoning.Explanation`; `holds`: those that
    stand and cover it; `today`: London's.
    """
    if state != "retained":
        yield "The file is not in retention."
    for hold in holds:
        yield f"A hold stands on it: {hold.authority}."
    if not explanation.results:
        yield "The retention schedule has no rule for it."
    if explanation.missing:
        yield "Facts are missing that decide how long it is kept."
    elif explanation.permanent:
        yield "It is kept permanently."
    elif explanation.disposal_from and today < explanation.disposal_from:
        yield f"It is kept until {format_short_date(explanation.keep_until)}."
