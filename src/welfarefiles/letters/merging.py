"""A template and texts into a letter (docxtpl), in a sandbox that knows nothing but the fields.

Of Jinja a template may use a field's name, and `if` with such names; all else is refused before
anything is merged: attributes, calls, filters, loops, includes. No Plone here.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from datetime import datetime
from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import nodes
from jinja2 import StrictUndefined
from jinja2 import TemplateError
from jinja2 import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from welfarefiles.letters.fields import BY_NAME
from welfarefiles.letters.word import BadTemplate
from welfarefiles.letters.word import check_document
from welfarefiles.letters.word import NO_WORD

import io
import re


ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.If,
    nodes.Not,
    nodes.And,
    nodes.Or,
)
ONLY_NAMES = (
    "Only the name of a field may stand between {{ and }}, and only “if” between {% and %}."
)
BROKEN = "A field or an “if” of this template is not complete: look for {{, }}, {% and %}."
ACROSS = "An “if” of this template begins in one paragraph and ends in another: write {%p if … %}."
ELSEWHERE = "Fields may stand in the text, the header and the footer of a letter, and nowhere else."
NO_FIELDS = "This document has no field, so every letter would say the same to everybody."
_PREFIXED = re.compile(r"(\{\{|\{%)(r|tr|tc) |\{\{p |\{%-|-%\}|\{%\s*(colspan|cellbg|hm|vm)\b")
_MARKS = re.compile(r"\{\{|\{%|\{#")
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
MOST_MARKS = 500


class MissingFields(ValueError):
    """Fields a letter needs and the file has not. `names`: theirs, in order, never empty."""

    def __init__(self, names: Iterable[str]):
        self.names = list(names)
        super().__init__(" ".join(self.names))


class _Value(str):
    """A field's text that remembers which field it is."""

    __slots__ = ("name",)


class _Template(DocxTemplate):
    """docxtpl mends broken XML by leaving text out; we refuse it instead."""

    def fix_tables(self, xml):
        try:
            etree.fromstring(xml.encode())
        except etree.XMLSyntaxError as error:
            raise BadTemplate(ACROSS) from error
        return super().fix_tables(xml)

    def parts(self):
        """The XML of body, headers and footers as Jinja will get it."""
        yield self.patch_xml(self.get_xml())
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            for _key, part in self.get_headers_footers(uri):
                yield self.patch_xml(self.get_part_xml(part))


def fields_of(data: bytes) -> list[str]:
    """Names of the fields of a template, each once; raises `BadTemplate` for what cannot be one."""
    check_document(data)
    template = _opened(data)
    _check_marks(template)
    found = {}
    for xml in template.parts():
        for name in _names(xml):
            found[name] = True
    unknown = [name for name in found if name not in BY_NAME]
    if unknown:
        raise BadTemplate(*(f"There is no field “{name[:60]}”." for name in unknown[:10]))
    if not found:
        raise BadTemplate(NO_FIELDS)
    return list(found)


def merge(data: bytes, values: Mapping[str, str], at: datetime) -> bytes:
    """The letter: a template with the texts of its fields.

    :param at: when it was made (aware); stands among the document's properties.
    :raises BadTemplate: naming what is wrong with the template.
    :raises MissingFields: with the names of fields that are printed and have no text.
    """
    fields_of(data)
    template, lacking = _opened(data), {}
    environment = _environment(lambda name: lacking.setdefault(name, True))
    try:
        template.render(_values(values), environment, autoescape=True)
    except TemplateError as error:
        raise BadTemplate(BROKEN) from error
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, BadTemplate):
            raise
        # a document that is XML, and yet not what Word writes
        raise BadTemplate(NO_WORD) from error
    if lacking:
        raise MissingFields(lacking)
    _describe(template, at)
    made = io.BytesIO()
    template.save(made)
    return made.getvalue()


def _opened(data):
    template = _Template(io.BytesIO(data))
    try:
        template.render_init()
    except (OpcError, KeyError, ValueError, etree.LxmlError) as error:
        raise BadTemplate(NO_WORD) from error
    return template


def _check_marks(template):
    """Marks where docxtpl would not look, or would do more than put a text there."""
    for part in template.docx.part.package.iter_parts():
        name, text = str(part.partname), _text(part)
        inside = re.fullmatch(r"/word/(document|header\d*|footer\d*)\.xml", name)
        if not inside and name.endswith(".xml") and _MARKS.search(text):
            raise BadTemplate(ELSEWHERE)
        if inside and len(_MARKS.findall(text)) > MOST_MARKS:
            raise BadTemplate(ONLY_NAMES)
        if inside and _PREFIXED.search(re.sub(r"<[^>]*>", "", text)):
            raise BadTemplate(ONLY_NAMES)


def _text(part):
    blob = part.blob
    return blob.decode("utf-8", "replace") if isinstance(blob, bytes) else str(blob)


def _names(xml):
    try:
        tree = _environment().parse(xml)
    except TemplateSyntaxError as error:
        raise BadTemplate(BROKEN) from error
    except RecursionError as error:
        raise BadTemplate(ONLY_NAMES) from error
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, ALLOWED):
            raise BadTemplate(ONLY_NAMES)
        if isinstance(node, nodes.Name):
            yield node.name


def _environment(lacks=lambda name: None):
    def printed(value):
        if isinstance(value, _Value) and not value.strip():
            lacks(value.name)
        return value

    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=printed
    )
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment


def _values(values):
    found = {}
    for name in BY_NAME:
        text = _CONTROLS.sub(" ", (values.get(name) or "").replace("\r\n", "\n").strip())
        found[name] = _Value(text)
        found[name].name = name
    return found


def _describe(template, at):
    """Who wrote the template, and what it was called, is nobody's business who gets a letter."""
    properties = template.docx.core_properties
    for name in ("author", "last_modified_by", "title", "subject", "keywords", "comments"):
        setattr(properties, name, "")
    for name in ("category", "content_status", "identifier", "version"):
        setattr(properties, name, "")
    properties.created = properties.modified = at.replace(tzinfo=None)
