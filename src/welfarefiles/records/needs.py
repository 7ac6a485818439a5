"""In which language and format the child and family need to be met (R090, R091)."""

from ..interfaces import IWelfareFileBase
from Acquisition import aq_chain


FIELDS = ("first_language", "format_needs", "communication_needs")
#: First languages that ask for nothing.
NO_NEED = frozenset({"english", "english.", ""})


def needs_of(content):
    """In words, for example "Polish; large print"; empty where nothing is recorded."""
    file = next((one for one in aq_chain(content) if IWelfareFileBase.providedBy(one)), None)
    texts = [(getattr(file, name, None) or "").strip() for name in FIELDS] if file else []
    return "; ".join(text for text in texts if text.lower() not in NO_NEED)
