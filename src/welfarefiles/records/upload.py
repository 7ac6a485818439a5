"""Upload several documents at once, a kind for each (R026)."""

from .. import _
from ..calendars import london
from ..calendars import moments
from ..files import vocabularies
from ..people.typed import text_of
from ..rest import fromjson
from ..rest.upload import EMPTY
from ..rest.upload import file_name
from ..rest.upload import MOST_BYTES
from ..rest.upload import TOO_LARGE
from ..rest.wording import Unreadable
from ..submission import is_from_our_page
from ..submission import new_token
from ..submission import object_id
from ..submission import OUT_OF_DATE
from ..submission import TOKEN
from ..submission import whole
from .complete import unsettled
from .moment_input import MomentInput
from .rules import problems
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath
from plone import api
from plone.dexterity.utils import createContent
from plone.namedfile.file import NamedBlobFile
from Products.Five.browser import BrowserView
from zope.component import queryUtility
from zope.i18n import translate
from zope.interface import Interface

import json


class IUploadReader(Interface):
    """Makes a record of another type of uploads whose name ends with the utility's name."""

    def __call__(file, form):
        """`Prepared`, or `UploadRefused`. `form` is what `file_document` was given."""


@dataclass(frozen=True)
class Prepared:
    """A record that can be filed: its type, its fields, and what is done with it once it is."""

    portal_type: str
    values: dict
    then: Callable | None = None


class UploadRefused(ValueError):
    """A document cannot be filed. `errors` maps a field to its sentences."""

    def __init__(self, errors):
        super().__init__(" ".join(chain.from_iterable(errors.values())))
        self.errors = errors


WHEN = "happened_at"
TO_SETTLE = _(
    "In ${number} of them somebody else's child may be named. Open each draft before you sign it."
)


class Upload(BrowserView):
    """The page, and where its script posts each file. Without a script one post brings them all."""

    page_title = _("Upload documents")
    errors = ()

    @property
    def child(self):
        return self.context.child_name

    def __call__(self):
        if self.request.method != "POST":
            return self.index()
        if self.takes_any:
            is_ours = is_from_our_page(self.request)
            return self.answer() if is_ours else self.refuse({"form": [OUT_OF_DATE]})
        return self.several()

    @property
    def takes_any(self):
        """The page's script is answered in its own words, whatever it sends."""
        return bool(self.request.form.get("ajax"))

    def answer(self):
        """One file from the script: JSON of `url`, `title` and `warnings`, what is to be settled
        before it is signed; or ``{"errors": {field: [..]}}``.
        """
        response = self.request.response
        response.setHeader("Content-Type", "application/json")
        try:
            with whole():
                record = file_document(self.context, self.request.form)
        except UploadRefused as error:
            return self.refuse(error.errors)
        response.setStatus(201)
        told = [translate(one, context=self.request) for one in unsettled(record)]
        found = {"url": record.absolute_url(), "title": record.Title(), "warnings": told}
        return json.dumps(found)

    def refuse(self, errors):
        """JSON of what is wrong, as sentences by field."""
        self.request.response.setHeader("Content-Type", "application/json")
        self.request.response.setStatus(422)
        said = {
            name: [translate(text, context=self.request) for text in texts]
            for name, texts in errors.items()
        }
        typed = moments.typed_in(self.request.form, WHEN)
        return json.dumps({"errors": said, "which": bool(typed and moments.came_twice(typed))})

    def several(self):
        """All files of a plain form: the good ones are filed, each refused one is named."""
        form = self.request.form
        uploads = form.get("file") or []
        uploads = uploads if isinstance(uploads, list) else [uploads]
        errors, filed, to_settle = [], 0, 0
        for upload in uploads:
            try:
                with whole():
                    form_of_one = {**form, "file": upload, "submission": None}
                    one = file_document(self.context, form_of_one)
                filed += 1
                to_settle += bool(unsettled(one))
            except UploadRefused as error:
                errors.append(f"{getattr(upload, 'filename', '')}: {error}")
        if errors or not filed:
            self.errors = errors or [_("Choose a file")]
            return self.index()
        api.portal.show_message(_("${number} documents filed", mapping={"number": filed}))
        if to_settle:
            api.portal.show_message(_(TO_SETTLE, mapping={"number": to_settle}), type="warning")
        return self.request.response.redirect(f"{self.context.absolute_url()}/@@documents")

    def kinds(self):
        return vocabularies.document_kinds(self.context)

    def when(self):
        """The inputs for when it happened: what was typed, or the present."""
        typed = moments.typed_in(self.request.form, WHEN) or moments.as_typed(london.now())
        return MomentInput(WHEN, typed, is_ready=True).draw(self.request)

    def shown(self, name):
        """What was typed into a field of one line."""
        return text_of(self.request.form, name)

    def submission(self):
        return new_token()


def file_document(file, form):
    """File one uploaded document as a draft record and return it.

    :param form: `file` (a ZPublisher upload), `kind`, `heading`, `happened_at` (a moment,
        optional), `submission` (16 hex digits: the same one twice makes one record).
    :raises UploadRefused: with a sentence for each field that is wrong.
    """
    token = form.get("submission") or new_token()
    if not (isinstance(token, str) and TOKEN.match(token)):
        raise UploadRefused({"submission": [_("Open the page again and repeat the upload.")]})
    name = object_id(file, token)
    if name in file.objectIds():
        return file[name]
    prepare = queryUtility(IUploadReader, name=ending_of(form.get("file")), default=document)
    prepared = prepare(file, form)
    record = createContent(prepared.portal_type, **prepared.values)
    record.id = name
    file._setObject(name, record)
    if prepared.then:
        prepared.then(file[name])
    return file[name]


def ending_of(upload):
    """The ending of an upload's name in lower case, for example ``.eml``; maybe empty."""
    return PurePosixPath(str(getattr(upload, "filename", ""))).suffix.lower()


def document(file, form):
    """An upload as what it usually is."""
    return Prepared("WelfareDocument", checked(form))


def checked(form):
    """The fields of the new document, or `UploadRefused`."""
    errors = {}
    data = read_upload(form.get("file"), errors)
    kind = form.get("kind") or ""
    if kind not in vocabularies.document_kinds(None):
        errors["kind"] = [_("Choose what kind of document this is.")]
    happened_at = read_time(form, errors)
    heading = read_heading(form.get("heading"), errors)
    if errors:
        raise UploadRefused(errors)
    return {"file": data, "kind": kind, "heading": heading, "happened_at": happened_at}


def read_upload(upload, errors):
    """The uploaded bytes as a blob; an empty or oversized one is an error."""
    try:
        name = file_name(getattr(upload, "filename", None))
    except Unreadable:
        errors["file"] = [_("Choose a file")]
        return None
    upload.seek(0, 2)
    size = upload.tell()
    upload.seek(0)
    if not size:
        errors["file"] = [EMPTY]
    elif size > MOST_BYTES:
        errors["file"] = [TOO_LARGE]
    return NamedBlobFile(data=upload, filename=name)


def read_time(form, errors):
    """The moment that was typed; now when none was."""
    try:
        moment = moments.read_moment(moments.typed_in(form, WHEN) or moments.Typed())
    except moments.NotUnderstood as error:
        errors[WHEN] = [str(error)]
        return None
    if moment is None:
        return london.now()
    found = problems({"happened_at": moment}, london.now())
    errors.update({name: [sentence] for name, sentence in found.items()})
    return moment


def read_heading(text, errors):
    """What was typed, in one line; None when nothing was."""
    try:
        return " ".join(fromjson.text_of(text or "").split())[:250] or None
    except Unreadable as error:
        errors["heading"] = [str(error.args[0])]
        return None
