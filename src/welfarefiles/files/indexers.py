"""What the index keeps of a school and of a file."""

from ..access import section
from ..access.barriers import barriers
from ..access.grants import grants
from ..calendars.london import LONDON
from ..index.interfaces import IFurtherDues
from ..index.interfaces import IIndexRows
from ..index.rows import DueRow
from ..index.rows import FileRow
from ..index.rows import FileRows
from ..index.rows import GrantRow
from ..index.rows import MemberRow
from ..index.rows import RESTRICTED
from ..index.rows import SchoolRows
from ..index.rows import Scope
from ..index.rows import TeamRow
from ..index.rows import Text
from ..interfaces import IFileMarkers
from ..people.named_teams import named_teams
from ..people.roles import PRIVILEGED_READER
from ..people.stored import uid_of
from ..people.team import school_of
from ..people.team import team
from .around import carers
from .identity import normalise_upn
from .interfaces import ISchool
from .interfaces import IWelfareFileBase
from datetime import datetime
from datetime import time
from plone import api
from zope.component import adapter
from zope.component import subscribers
from zope.interface import implementer


@implementer(IIndexRows)
@adapter(ISchool)
class SchoolIndex:
    """The school and its team: one row for each kind of file an entry covers."""

    file_uid = ""

    def __init__(self, context):
        self.context = context
        self.uid = uid_of(context)

    def rows(self):
        school = self.context
        return SchoolRows(
            uid=self.uid,
            path="/".join(school.getPhysicalPath()),
            title=school.title,
            revision=getattr(school, "revision", ""),
            team=tuple(row for entry in team(school).entries() for row in team_rows(entry)),
            members=tuple(
                MemberRow(team_id=named.id, user_id=user_id)
                for named in named_teams(school).all()
                for user_id in named.members
            ),
        )


def markers_of(file):
    """Tokens of the markers that stand on a file, from whoever keeps them."""
    found = (source.tokens() for source in subscribers((file,), IFileMarkers))
    return {token for tokens in found for token in tokens}


def team_rows(entry):
    """A team entry as rows of the index; one without files still stands there once."""
    for portal_type in sorted(entry.covers) or [""]:
        yield TeamRow(
            user_id=entry.user_id,
            role=entry.role,
            portal_type=portal_type,
            starts=entry.starts,
            ends=entry.ends,
        )


@implementer(IIndexRows)
@adapter(IWelfareFileBase)
class FileIndex:
    """The register's row, grants and barriers, the next review, the words of the front sheet."""

    def __init__(self, context):
        self.context = context
        self.uid = self.file_uid = uid_of(context)

    def rows(self):
        file = self.file_row()
        return FileRows(
            file=file,
            grants=tuple(grant_rows(self.context)),
            scopes=(section_scope(self.context, file.school_uid),),
            barred=frozenset(
                one.user_id for one in barriers(self.context).all() if one.removed_at is None
            ),
            dues=tuple(self.due_rows()),
            text=Text(title=self.context.reference, body=self.words()),
        )

    def file_row(self):
        file = self.context
        school_uid = uid_of(school_of(file))
        upn = normalise_upn(file.upn)
        return FileRow(
            uid=self.uid,
            school_uid=school_uid,
            portal_type=file.portal_type,
            state=api.content.get_state(file),
            path="/".join(file.getPhysicalPath()),
            reference=file.reference,
            revision=file.revision,
            given_name=file.given_name,
            family_name=file.family_name,
            known_as=file.known_as or "",
            carers=tuple(carers(file.people or ())),
            date_of_birth=file.date_of_birth,
            year_group=file.year_group or "",
            class_group=file.class_group or "",
            reasons=tuple(sorted(file.reasons or ())),
            markers=tuple(sorted(markers_of(file))),
            consent=file.consent or "",
            consent_date=file.consent_date,
            leader=file.responsible_leader or "",
            separate_cp_file=bool(file.separate_cp_file),
            next_review=file.next_review,
            last_reviewed=file.last_reviewed,
            opened_on=file.opened_on,
            closed_on=file.closed_on,
            volume=file.volume or 1,
            upn=upn,
            unique_key=f"{school_uid}/{file.portal_type}/{upn}" if upn else None,
        )

    def due_rows(self):
        """The file's own review, while it is open (R008), and what other concerns want done."""
        file = self.context
        if file.next_review and api.content.get_state(file) == "open":
            yield DueRow(
                what="review",
                due_at=datetime.combine(file.next_review, time(), LONDON),
                sentence="due_review",
                responsible=file.reviewer or file.responsible_leader or "",
            )
        for further in subscribers((file,), IFurtherDues):
            yield from further.due_rows()

    def words(self):
        """What the file is found by besides its reference."""
        file = self.context
        texts = [
            file.given_name,
            file.family_name,
            file.known_as,
            file.upn,
            file.reason_detail,
            file.referral_details,
            file.lead_professional,
        ]
        texts += [person.get("name") for person in file.people or ()]
        return "\n".join(text for text in texts if text)


def section_scope(file, school_uid):
    """The scope of a file's restricted section: every file has one, so that it tells nothing."""
    return Scope(
        uid=section.scope_uid(file),
        file_uid=uid_of(file),
        school_uid=school_uid,
        portal_type=section.kind_of_scope(file.portal_type),
        kind=RESTRICTED,
    )


def grant_rows(content):
    """The grants of a file or record that were not taken back; those of its section's readers
    stand on the section's scope."""
    for grant in grants(content).all():
        if grant.revoked_at is None:
            privileged = grant.role == PRIVILEGED_READER
            yield GrantRow(
                grant_id=grant.id,
                user_id=grant.user_id,
                role=grant.role,
                starts=grant.starts,
                ends=grant.ends,
                review_on=grant.review_on,
                scope_uid=section.scope_uid(content) if privileged else "",
            )
