"""Titles of our permissions that code asks for (all, with their ids: `permissions.zcml`)."""

from AccessControl import getSecurityManager


ADD_RECORD = "welfarefiles: Add record"
CLOSE_TOGETHER = "welfarefiles: Close files together"
CLOSE_FILE = "welfarefiles: Close file"
COUNTERSIGN = "welfarefiles: Countersign"
EDIT_FRONT_SHEET = "welfarefiles: Edit front sheet"
EDIT_RETENTION = "welfarefiles: Edit retention facts"
KEEP_BARRIERS = "welfarefiles: Keep barriers"
MANAGE_GRANTS = "welfarefiles: Manage access"
MANAGE_CHECKLIST = "welfarefiles: Manage closing checklist"
MANAGE_JOBS = "welfarefiles: Manage jobs"
MANAGE_LETTERS = "welfarefiles: Manage letters"
MANAGE_POLICIES = "welfarefiles: Manage policies"
MANAGE_TEAM = "welfarefiles: Manage team"
OPEN_FILE = "welfarefiles: Open file"
READ_POLICIES = "welfarefiles: Read policies"
READ_RESTRICTED = "welfarefiles: Read restricted section"
RESTRICT_RECORD = "welfarefiles: Restrict record"
SEND_LETTER = "welfarefiles: Send letter"
USE_JOBS = "welfarefiles: Use jobs"
VIEW_TRANSFERS = "welfarefiles: View transfers"
VIEW_LEDGER = "welfarefiles: View ledger"
VIEW_RETENTION = "welfarefiles: View retention reports"


def may(permission, content):
    """Whether the signed-in person has a permission on an object.

    What `api.user.has_permission` answers; pages ask it dozens of times, and its checks of its own
    arguments would take as long again as the answer.
    """
    return bool(getSecurityManager().checkPermission(permission, content))
