"""What keeps a file from being closed or transferred: what is the child's own is given back."""

from ..interfaces import IBeforeClosing
from ..interfaces import IWelfareFileBase
from ..lookup import query
from ..people.stored import uid_of
from zope.component import adapter
from zope.interface import implementer


@implementer(IBeforeClosing)
@adapter(IWelfareFileBase)
class ChildsProperty:
    """Property of the child that was neither returned nor left here at the child's wish (R122)."""

    def __init__(self, file):
        self.file = file

    def sentences(self):
        rows = query.records_now(uid_of(self.file), ["ChildContribution"])
        held = [
            row
            for row in rows
            if row.state != "struck" and row.details.get("property") == "to return"
        ]
        if not held:
            return []
        number = len(held)
        return [f"Property of the child is still here and is to be returned: {number}."]
