"""``references.xml``: whose pack it is and what is in it, in words the Common Transfer File uses.

Not a CTF: that carries no welfare notes (d9). Needs no Plone.
"""

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

import re


NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
GENDERS = {"boy": "M", "girl": "F", "male": "M", "female": "F"}


def references(manifest: Mapping[str, Any], sheet: Mapping[str, Any]) -> bytes:
    """The document. `sheet`: the fields of a front sheet; `manifest`: what goes, or will."""
    root = ElementTree.Element("WelfareFileReferences", Version="1")
    _schools(_under(root, "Header"), manifest)
    pupil = _under(root, "Pupil")
    for name, value in _identity(sheet):
        _under(pupil, name, value)
    for part in manifest["parts"]:
        _part(_under(pupil, "FileReference", Type=part["type"]), part)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _schools(header, manifest):
    _under(header, "DocumentName", "Welfare file references")
    _under(header, "DateTime", manifest["built_at"])
    for name, school in (
        ("SourceSchool", manifest["sender"]),
        ("DestSchool", manifest["receiver"]),
    ):
        element = _under(header, name)
        lea, _slash, estab = school["dfe_number"].partition("/")
        _under(element, "LEA", lea)
        _under(element, "Estab", estab)
        _under(element, "SchoolName", school["name"])
    _under(header, "PackId", manifest["id"])


def _identity(sheet):
    yield "UPN", sheet.get("upn")
    yield "Surname", sheet.get("family_name")
    yield "Forename", sheet.get("given_name")
    yield "DOB", sheet.get("date_of_birth")
    yield "Gender", GENDERS.get(str(sheet.get("gender") or "").lower(), "")


def _part(element, part):
    _under(element, "Reference", part["reference"])
    _under(element, "Records", str(len(part["records"])))
    for record in part["records"]:
        _under(element, "Record", record["uid"], Type=record["type"])


def _under(parent, name, text=None, **attributes):
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = NOT_XML.sub("", str(text or "")) or None
    return element
