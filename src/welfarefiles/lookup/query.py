"""The questions that can be put to the index: one place to import them from.

All that take a `Who` answer within what that person may see at that time. The others (`brief_now`,
`dues_of_school`, `ended`, `file_row`, `file_rows`, `given_to`, `item`, `item_at`, `items_of`,
`records_alone`, `records_now`, `responsible_people`,
`same_child`) are for code that checks by itself.
"""

from .alone import ended
from .alone import given_to
from .alone import records_alone
from .alone import shared_with
from .due import count_dues
from .due import dues
from .due import dues_of_school
from .due import responsible_people
from .pages import kept
from .pages import Page
from .pages import PageGone
from .pages import still_there
from .pages import together
from .register import count_files
from .register import FACETS
from .register import facets
from .register import file_row
from .register import Filters
from .register import names_seen
from .register import register
from .register import same_child
from .register import SORTS
from .search import count_found
from .search import file_rows
from .search import search
from .sight import Who
from .timeline import brief_now
from .timeline import count_records
from .timeline import hidden_records
from .timeline import item
from .timeline import item_at
from .timeline import items_of
from .timeline import may_see
from .timeline import records
from .timeline import records_now


__all__ = [
    "FACETS",
    "SORTS",
    "Filters",
    "Page",
    "PageGone",
    "Who",
    "brief_now",
    "count_dues",
    "count_files",
    "count_found",
    "count_records",
    "dues",
    "dues_of_school",
    "ended",
    "facets",
    "file_row",
    "file_rows",
    "given_to",
    "hidden_records",
    "item",
    "item_at",
    "items_of",
    "kept",
    "may_see",
    "names_seen",
    "records",
    "records_alone",
    "records_now",
    "register",
    "responsible_people",
    "same_child",
    "search",
    "shared_with",
    "still_there",
    "together",
]
