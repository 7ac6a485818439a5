"""Parts of pages that repeat, tables and lists: rendered by Chameleon alone.

In a page template of Zope every expression goes through traversal and security, about 20 µs each:
nothing for a heading, most of the time of a table of fifty rows. A fragment is a template too, but
its expressions are Python compiled with it, and it sees only what it is given.
"""

from chameleon import PageTemplateFile
from pathlib import Path
from zope.i18n import translate


class Fragment:
    """One template beside a module: ``Fragment(__file__, "templates/rows.pt")``."""

    def __init__(self, module, path):
        self._template = PageTemplateFile(str(Path(module).parent / path))

    def __call__(self, request, **names):
        """HTML made with `names`; every value in it is quoted, every message translated."""
        return self._template(translate=_translator(request), **names)


def _translator(request):
    """Chameleon's translation function; a message without parts is looked up once."""
    known = {}

    def said(message, domain=None, mapping=None, context=None, target_language=None, default=None):
        parts = mapping or getattr(message, "mapping", None)
        key = None if parts else (getattr(message, "domain", domain), message)
        if key is None or key not in known:
            found = translate(message, domain, mapping, request, target_language, default)
            if key is None:
                return found
            known[key] = found
        return known[key]

    return said
