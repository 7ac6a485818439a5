"""What a file held, as hashes: the proof of what was destroyed without a word of it."""

from ..interfaces import IRecord
from plone.dexterity.utils import iterSchemata
from plone.namedfile.interfaces import INamedBlobFile
from plone.namedfile.interfaces import INamedField
from plone.uuid.interfaces import IUUID
from zope.schema import getFieldsInOrder

import hashlib
import json


#: Read at a time from an upload.
CHUNK = 1 << 20


def manifest(file):
    """``{"file": …, "records": [{"uid", "type", "content", "uploads": [hash]}]}``, plain JSON."""
    records = [child for child in file.objectValues() if IRecord.providedBy(child)]
    described = sorted((described_record(one) for one in records), key=lambda one: one["uid"])
    return {"file": IUUID(file), "content": content_hash(file), "records": described}


def manifest_hash(found):
    """SHA-256 of a manifest in its canonical form (sorted keys, no spaces, UTF-8)."""
    text = json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def described_record(record):
    """A record as the manifest names it."""
    return {
        "uid": IUUID(record),
        "type": record.portal_type,
        "content": content_hash(record),
        "uploads": [upload_hash(upload) for upload in uploads(record)],
    }


def uploads(content):
    """The uploaded files in the fields of content."""
    for schema in iterSchemata(content):
        for name, schema_field in getFieldsInOrder(schema):
            value = getattr(content, name, None)
            if INamedField.providedBy(schema_field) and INamedBlobFile.providedBy(value):
                yield value


def upload_hash(upload):
    """SHA-256 of an upload's bytes, read piece by piece."""
    digest = hashlib.sha256()
    with upload.open() as stream:
        while piece := stream.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def content_hash(content):
    """SHA-256 of the fields of content, apart from uploads."""
    values = {}
    for schema in iterSchemata(content):
        for name, schema_field in getFieldsInOrder(schema):
            if not INamedField.providedBy(schema_field):
                values[f"{schema.__identifier__}.{name}"] = repr(
                    _plain(getattr(content, name, None))
                )
    text = json.dumps(values, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value):
    """A set in an order of its own would give another hash each time."""
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    return value
