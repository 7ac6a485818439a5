"""The text of a PDF, page by page."""

from .limits import StopReading

import pypdfium2
import pypdfium2.raw
import threading


# PDFium is not made for several threads at a time
_ALONE = threading.Lock()


def pdf_pages(stream, limits):
    """The text of each page."""
    if not _ALONE.acquire(timeout=max(limits.seconds_left(), 0)):
        raise StopReading("too-slow")
    try:
        yield from _pages(stream.read(), limits)
    finally:
        _ALONE.release()


def _pages(data, limits):
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise StopReading("protected") from error
        raise
    try:
        for number in range(len(document)):
            if number == limits.most_pages:
                raise StopReading("too-long")
            limits.check_time()
            yield _page_text(document, number)
    finally:
        document.close()


def _page_text(document, number):
    page = document[number]
    try:
        words = page.get_textpage()
        try:
            return words.get_text_bounded()
        finally:
            words.close()
    finally:
        page.close()
