"""Author and authoriser differ, always (R104). No Plone here."""


def hands_of(record):
    """User ids of everybody who wrote, changed, signed or submitted a record.

    :param record: anything with `author`, `edited_by` and `signed_by`.
    """
    return {record.author, record.signed_by, *record.edited_by} - {None}
