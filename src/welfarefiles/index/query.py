"""The questions that can be put to the index: one place to import them from.

All that take a `Who` answer within what that person may see at that time. The others (`file_row`,
`file_rows`, `item`, `item_at`, `records_now`, `same_child`) are for code that checks by itself.
"""

from welfarefiles.index.due import count_dues
from welfarefiles.index.due import dues
from welfarefiles.index.pages import Page
from welfarefiles.index.pages import PageGone
from welfarefiles.index.register import count_files
from welfarefiles.index.register import FACETS
from welfarefiles.index.register import facets
from welfarefiles.index.register import file_row
from welfarefiles.index.register import Filters
from welfarefiles.index.register import register
from welfarefiles.index.register import same_child
from welfarefiles.index.register import SORTS
from welfarefiles.index.search import count_found
from welfarefiles.index.search import file_rows
from welfarefiles.index.search import search
from welfarefiles.index.sight import Who
from welfarefiles.index.timeline import count_records
from welfarefiles.index.timeline import item
from welfarefiles.index.timeline import item_at
from welfarefiles.index.timeline import may_see
from welfarefiles.index.timeline import records
from welfarefiles.index.timeline import records_now


__all__ = [
    "FACETS",
    "SORTS",
    "Filters",
    "Page",
    "PageGone",
    "Who",
    "count_dues",
    "count_files",
    "count_found",
    "count_records",
    "dues",
    "facets",
    "file_row",
    "file_rows",
    "item",
    "item_at",
    "may_see",
    "records",
    "records_now",
    "register",
    "same_child",
    "search",
]
