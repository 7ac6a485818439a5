"""Author and authoriser differ, always (R104). No Plone here."""


def hands_of(record):
    """User ids of everybody who told, wrote, changed, signed or submitted a record.

    :param record: anything with `author`, `account_of`, `edited_by` and `signed_by`.
    """
    return {record.author, record.account_of, record.signed_by, *record.edited_by} - {None}
