"""Who has to read a policy, and when somebody is reminded; needs no Plone (R036, R047)."""

#: Token among the readers of a policy: everybody with a place in the team.
EVERYBODY = "everybody"
WEEK, FIRST = 7, 3


def must_read(readers, roles):
    """Whether somebody with these roles in the school (a set) has to read it.

    :param readers: a set of roles, or with `EVERYBODY` in it.
    """
    return bool(roles) and (EVERYBODY in readers or bool(readers & roles))


def is_reminded(published_on, today):
    """Whether today is a day to remind those who have not read it: the third, then each week."""
    days = (today - published_on).days
    return days == FIRST or (days > 0 and days % WEEK == 0)


def is_late(next_review, today):
    """Whether the day of the review has passed."""
    return next_review < today


def is_told_late(next_review, today):
    """Whether today is a day to say that the review is late: the first day after, then weekly."""
    return is_late(next_review, today) and ((today - next_review).days - 1) % WEEK == 0
