"""What a site can set about access, in its registry."""

from plone import api


PREFIX = "welfarefiles.granting."


def review_days():
    """After how many days a grant comes up for review."""
    return _setting("review_days", 90)


def emergency_tries():
    """How often one person may ask for emergency access within an hour."""
    return _setting("emergency_tries", 3)


def _setting(name, otherwise):
    return api.portal.get_registry_record(f"{PREFIX}{name}", default=None) or otherwise
