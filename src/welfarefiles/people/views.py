"""The team of a school: who has which role, for which files, from when, until when (R004, R188)."""

from .. import _
from ..calendars import london
from ..submission import is_from_our_page
from ..submission import OUT_OF_DATE
from .entry import BadEntry
from .entry import TeamEntry
from .names import fullname
from .roles import AUTHORISER
from .roles import FILE_TYPES
from .roles import TEAM_ROLES
from .team import covered_types
from .team import team
from datetime import date
from plone import api
from Products.Five.browser import BrowserView


COVERS = {
    "WelfareFile": _("Welfare files"),
    "ChildProtectionFile": _("Child protection files"),
}


class TeamPage(BrowserView):
    """List, add, end. An error stands beside its form and what was typed is kept."""

    page_title = _("Team")
    error = None

    def __call__(self):
        if self.request.method == "POST":
            if not is_from_our_page(self.request):
                api.portal.show_message(OUT_OF_DATE, type="warning")
            elif self.act():
                return self.request.response.redirect(f"{self.context.absolute_url()}/@@team")
        return self.index()

    def act(self):
        """Do what the pressed button says; False when it was refused."""
        form = self.request.form
        try:
            if form.get("end"):
                user_id, _bar, role = form["end"].partition("|")
                self.check_right(user_id, self.covered_by(user_id, role))
                team(self.context).end(user_id, role)
                api.portal.show_message(_("The role has ended"))
            else:
                entry = self.new_entry(form)
                self.check_right(entry.user_id, entry.covers)
                team(self.context).add(entry)
                api.portal.show_message(_("Added to the team"))
        except BadEntry as error:
            self.error = str(error)
            return False
        return True

    def covered_by(self, user_id, role):
        """Kinds of file somebody's role reaches, now or later."""
        today = london.today()
        entries = (entry for entry in team(self.context).of(user_id) if entry.role == role)
        lasting = (entry for entry in entries if entry.ends is None or entry.ends >= today)
        return frozenset().union(*(entry.covers for entry in lasting))

    def check_right(self, user_id, covers):
        """Raise `BadEntry` where somebody would give themselves, or others, what they do not have.

        Being named for welfare files never leads to child protection files (R003).
        """
        own_id = api.user.get_current().getId()
        if user_id == own_id:
            raise BadEntry("Your own roles are changed by somebody else of the team.")
        leads = covered_types(self.context, own_id)
        if not covers <= leads | covered_types(self.context, own_id, AUTHORISER):
            raise BadEntry("You can name people only for kinds of file you are named for yourself.")

    def new_entry(self, form):
        """The entry the form describes, or `BadEntry`."""
        user_id = (form.get("user_id") or "").strip()
        # Of the site: Zope's own accounts can have no part in a team.
        if api.portal.get_tool("acl_users").getUserById(user_id) is None:
            raise BadEntry("Enter the user name of somebody with an account.")
        covers = form.get("covers") or ()
        covers = {covers} if isinstance(covers, str) else set(covers)
        return TeamEntry(
            user_id,
            form.get("role") or "",
            frozenset(covers & FILE_TYPES),
            read_day(form.get("starts"), "first"),
            read_day(form.get("ends"), "last"),
        )

    def entries(self):
        """Entries by person; those that have ended are marked."""
        today = london.today()
        for entry in team(self.context).entries():
            over = entry.ends is not None and entry.ends < today
            yield {
                "name": fullname(entry.user_id),
                "user_id": entry.user_id,
                "role": entry.role,
                "covers": ", ".join(str(COVERS[kind]) for kind in sorted(entry.covers)),
                "starts": entry.starts and london.format_short_date(entry.starts),
                "ends": entry.ends and london.format_short_date(entry.ends),
                "over": over,
                "button": f"{entry.user_id}|{entry.role}",
            }

    def roles(self):
        return sorted(TEAM_ROLES)

    def kinds(self):
        return COVERS.items()

    def typed(self, name):
        """What was typed into a field of the refused form."""
        return self.request.form.get(name) or ""


def read_day(text, which):
    """A day as a browser sends it, or None; `BadEntry` with a sentence for anything else."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadEntry(f"The {which} day is not a date.") from error
