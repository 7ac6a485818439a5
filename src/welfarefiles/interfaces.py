"""Marker interfaces every concern may use: what is ours, and where our rules hold."""

from zope.interface import Attribute
from zope.interface import Interface
from zope.publisher.interfaces.browser import IDefaultBrowserLayer
from zope.schema.interfaces import IVocabularyFactory


class IWelfareFilesLayer(IDefaultBrowserLayer):
    """Browser layer of the add-on: our pages and services answer only where it is installed."""


class IWelfareContent(Interface):
    """Any content of ours: a school, its folders, a file, a record.

    The wall (``access.wall``) refuses to traverse into it without *View*.
    """


class IPrivateContent(IWelfareContent):
    """A file or a record: outside ``portal_catalog``, listed from the SQL index only.

    Nobody may delete, copy, move or rename it by any stock route.
    """

    revision = Attribute("Changes with every indexed change; the index row carries the same.")


class ISchool(IWelfareContent):
    """One school: its team, its files, later its concerns, requests, holds and reports."""


class IFilesFolder(IWelfareContent):
    """The folder a school's files stand in; its page is the register (R005)."""


class IWelfareFileBase(IPrivateContent):
    """A file on one child, of either kind."""


class IRecord(IPrivateContent):
    """Anything filed in a file: it has an event time, an author and a time of recording."""


class IConcernsFolder(IWelfareContent):
    """Where any member of a school's team puts a concern, and only leads look."""


class IRaisedConcern(IPrivateContent):
    """What somebody raised: a concern, or that a pupil or parent asks to see a record (R144)."""


class INavigationItem(Interface):
    """A link of the header bar. Concerns register named adapters of (portal, request)."""

    order = Attribute("Number; lower stands further left")
    title = Attribute("Text of the link")
    url = Attribute("Where it leads")
    count = Attribute("Number shown beside it, 0 for none")
    pages = Attribute("Addresses of its pages that are not below `url`; may be left out")
    steady = Attribute(
        "True, on the adapter itself, where all of this follows from the person and from stored "
        "content: it is then asked again only after something was saved, or in another minute"
    )

    def available():
        """Whether the person may follow it."""


class INeeds(Interface):
    """What waits for the person beside what falls due in files: concerns, offers, reviews.

    Named adapters of (portal, request). The first page shows it under "Needs you".
    """

    def lines():
        """`files.attention.Attention`s, in their order; never a child's name."""


class IFileTab(Interface):
    """A tab of a file's pages. Concerns register named adapters of (file, request).

    The name is that of the page behind it, whose attribute `tab` says the same.
    """

    order = Attribute("Number; lower stands further left, after the tabs there always are")
    title = Attribute("Text of the tab")
    count = Attribute("Number shown beside it, None for none")

    def available():
        """Whether the person may follow it."""


class IFileMarkers(Interface):
    """What markers stand on a file, for the register: a subscription adapter of the file."""

    def tokens():
        """Their tokens in the list of markers."""


class IFileTag(Interface):
    """Tags at the head of every page of a file: a subscription adapter of the file."""

    def tags():
        """Pairs of a kind of tag ("", "info", "warn", "bad") and its text."""


class IFrontSheetNote(Interface):
    """What another concern says of a front sheet: a subscription adapter of the file."""

    def lines():
        """Pairs of a label and what is said."""

    def link():
        """(text, address) of its page, or None where there is nothing for the person."""


class IFamily(Interface):
    """What a concern knows of the files of a child's siblings: a subscription adapter of the file.

    Whoever asks shows only those that the person may see.
    """

    def files():
        """UIDs of the files."""


class IRecordNote(Interface):
    """Something other concerns say of a record beside who wrote it and when.

    A subscription adapter of the record.
    """

    def lines():
        """Pairs of a label and what is said, both shown to whoever sees the record."""


class IRecordDues(Interface):
    """What another concern has fall due on a record: a subscription adapter of the record."""

    def dues():
        """`index.rows.DueRow`s, from the record and its file as they are now."""


class IDueSaying(Interface):
    """How a due row of a concern is said: utilities named by the row's sentence.

    A tuple of three messages: what it says, what to do, and the label while it is not late (None:
    the day it is due).
    """


class IDuePlace(Interface):
    """Where a due row of a concern is dealt with, if not on its file or record: utilities named by
    the row's `what`, called with the row, whose answer is a path below the school.

    Such a due stays somebody's when its file has left `open`.
    """


class IRecordAction(Interface):
    """A link among the actions of a record's page: named adapters of (record, request).

    The name is that of the page it leads to.
    """

    order = Attribute("Number; lower stands first")
    title = Attribute("Text of the link")

    def available():
        """Whether the person may follow it."""


class IRecordPanel(Interface):
    """A part of a record's page that another concern draws: named adapters of (record, request)."""

    order = Attribute("Number; lower stands first")

    def render():
        """HTML, every value in it quoted (see `fragment`); "" for nothing."""


class IBeforeSigning(Interface):
    """What other concerns want settled before a record is signed or submitted.

    A subscription adapter of the record.
    """

    def sentences():
        """A sentence for each thing that keeps the person from it; an empty list for none."""


class IRecordPart(Interface):
    """A table of what happened to a record since it was signed: a subscription adapter of it.

    The page of the record, its print and whatever takes it out of the portal show each part that
    has rows.
    """

    order = Attribute("Number; lower stands first")
    title = Attribute("What the table is of")
    labels = Attribute("Headings of its columns")
    is_searched = Attribute("Whether its words are found by a search")

    def rows():
        """`records.parts.PartRow`s in the order in which they are read."""


class IBeforeClosing(Interface):
    """What other concerns want settled before a file is closed or transferred.

    A subscription adapter of the file. No answer in the checklist takes it away.
    """

    def sentences():
        """A sentence for each thing that keeps the file open; an empty list for none."""


class IWordList(IVocabularyFactory):
    """A list of words that name nobody: REST gives it to whoever sees a form that asks it."""


class IKeptForms(Interface):
    """What was sent after a session had ended, kept for who sent it (utility; see `accounts`)."""

    def forget(user_id, path):
        """They were sent once more, and are saved with the transaction."""


class IDrafts(Interface):
    """What the signed-in person began in a form and did not save (utility; see `drafts`).

    `form` is how the form is called below its context, `token` what it carries.
    """

    def give(context, form, token):
        """The fields, and when they were kept in words; None where there are none."""

    def offer(context, request, form):
        """HTML that offers what was begun in a form; "" for nothing."""

    def forget(user_id, place, form, token):
        """It is saved with the transaction: what is still on its way is not kept.

        `place`: path of the context.
        """
