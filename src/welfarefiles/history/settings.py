"""What a school can set about unusual access, in its registry, which knows the bounds."""

from .unusual import LIMITS
from .unusual import Limits
from dataclasses import fields
from plone import api


PREFIX = "welfarefiles.history."


def limits():
    """The school's `Limits`; as shipped where it says nothing."""
    read = api.portal.get_registry_record
    return Limits(
        **{
            one.name: read(f"{PREFIX}unusual_{one.name}", default=None) or getattr(LIMITS, one.name)
            for one in fields(Limits)
        }
    )
