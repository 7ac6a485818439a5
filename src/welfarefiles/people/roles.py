"""Ids of our roles (they stand in ``rolemap.xml`` too), and where each may come from."""

STAFF_MEMBER = "Staff Member"
WELFARE_LEAD = "Welfare Lead"
AUTHORISER = "Authoriser"
WELFARE_ADMINISTRATOR = "Welfare Administrator"
RECORDS_MANAGER = "Records Manager"
AUDITOR = "Auditor"
CASE_WORKER = "Case Worker"
CASE_READER = "Case Reader"
PRIVILEGED_READER = "Privileged Reader"

#: Roles of a school's team that reach into files, of the kinds a person is named for (R003).
FILE_TEAM_ROLES = frozenset({WELFARE_LEAD, AUTHORISER, WELFARE_ADMINISTRATOR, RECORDS_MANAGER})
#: Roles that stop at the school's door.
SCHOOL_ONLY_ROLES = frozenset({STAFF_MEMBER, AUDITOR})
TEAM_ROLES = FILE_TEAM_ROLES | SCHOOL_ONLY_ROLES
#: Roles given on one file, with a reason and until a time.
GRANT_ROLES = frozenset({CASE_WORKER, CASE_READER, PRIVILEGED_READER})
#: All of ours: nobody has one of them globally (see ``access.globalroles``).
OUR_ROLES = TEAM_ROLES | GRANT_ROLES

#: portal_types of the two kinds of file, for ``TeamEntry.covers``.
FILE_TYPES = frozenset({"WelfareFile", "ChildProtectionFile"})
