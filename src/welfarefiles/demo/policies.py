"""The policies of the invented school, in the words of real ones."""

from ..calendars import london
from ..policies.register import Given
from ..policies.register import policies
from ..policies.rule import EVERYBODY
from .sources import source
from .sources import template
from datetime import datetime
from datetime import time
from datetime import timedelta


def make_policies(school, today):
    """Publish them as they were, and let some of the staff have read them."""
    kept = policies(school)
    for one in source("policies")["policies"]:
        day = today - timedelta(days=one["published"])
        given = Given(
            title=one["title"],
            owner=one["owner"],
            next_review=today + timedelta(days=one["review"]),
            text=template(f"policies/{one['name']}.md").strip(),
            readers=frozenset({EVERYBODY} if one["everybody"] else ()),
            public=one.get("public", False),
            first=one.get("first", False),
        )
        at = london.localise(datetime.combine(day, time(9, 0)))
        policy = kept.publish(given, one["owner"], at)
        for user_id in one["read"]:
            kept.acknowledge(policy, 1, user_id)
