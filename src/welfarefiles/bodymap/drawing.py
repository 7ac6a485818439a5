"""The outline of the body as SVG, with numbered marks. Needs no Plone.

Everything is said by attributes, nothing by a style sheet within: it is drawn alike in a page with
a strict policy on content and in a PDF. Nothing a person typed is ever in it.
"""

from .places import HEIGHT
from .places import point
from .places import side_of
from .places import SIDES
from .places import WIDTH


#: The right half of the outline, from the neck to between the legs: cubic curves.
_START = (109, 58)
_HALF = (
    ((109, 72), (110, 77), (118, 80)),
    ((132, 84), (142, 88), (146, 102)),
    ((150, 118), (154, 136), (158, 154)),
    ((163, 176), (169, 196), (172, 212)),
    ((177, 222), (179, 234), (176, 244)),
    ((173, 252), (165, 250), (164, 242)),
    ((162, 232), (161, 224), (161, 216)),
    ((155, 198), (148, 180), (143, 160)),
    ((138, 144), (134, 128), (131, 112)),
    ((130, 132), (128, 146), (128, 160)),
    ((129, 178), (134, 190), (135, 206)),
    ((136, 234), (132, 260), (129, 286)),
    ((131, 312), (126, 340), (122, 364)),
    ((124, 374), (130, 382), (128, 388)),
    ((120, 392), (108, 392), (105, 388)),
    ((104, 380), (106, 372), (106, 364)),
    ((104, 340), (103, 312), (105, 286)),
    ((104, 260), (102, 236), (100, 216)),
)
_LINE = 'fill="none" stroke="currentColor" stroke-opacity="0.55" stroke-width="1.2"'
_DETAILS = {
    "front": (
        '<circle cx="91" cy="36" r="1.8" fill="currentColor"/>'
        '<circle cx="109" cy="36" r="1.8" fill="currentColor"/>'
        f'<path d="M100 38v7M92 53q8 4 16 0" {_LINE}/>'
        f'<circle cx="100" cy="176" r="1.6" {_LINE}/>'
        f'<path d="M110 84q10 5 20 4M90 84q-10 5-20 4" {_LINE}/>'
    ),
    "back": (
        f'<path d="M100 84v106M100 196v16M86 30q14 8 28 0" {_LINE}/>'
        f'<path d="M112 100q12 8 8 24M88 100q-12 8-8 24" {_LINE}/>'
        f'<path d="M82 210q10 8 18 2q8 6 18-2" {_LINE}/>'
    ),
}
#: Of the two families typst has the first, a browser the second.
_FONT = 'font-family="DejaVu Sans Mono, sans-serif"'
#: Which letter stands on the left and which on the right of the drawing.
_LETTERS = {"front": "RL", "back": "LR"}
RADIUS = 8
#: Between the two drawings, and below them for their names.
_GAP, _FOOT = 30, 26


def _mirrored(x, y):
    return 2 * 100 - x, y


def _outline():
    """The path of the whole outline: one half, then the same half backwards on the other side."""
    points = [_START, *(one for curve in _HALF for one in curve)]
    back = [_mirrored(*one) for one in reversed(points)][1:]
    curves = points[1:] + back
    text = " ".join(f"{x} {y}" for x, y in curves)
    return f"M{_START[0]} {_START[1]}C{text}Z"


_OUTLINE = _outline()


def figure(side):
    """The outline of one side, as the content of an SVG of `WIDTH` by `HEIGHT`."""
    left, right = _LETTERS[side]
    shape = 'fill="#fff" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"'
    letter = f'fill="currentColor" {_FONT} font-size="13" text-anchor="middle"'
    return (
        f'<path class="skin" d="{_OUTLINE}" {shape}/>'
        f'<ellipse class="skin" cx="78" cy="40" rx="4" ry="8" {shape}/>'
        f'<ellipse class="skin" cx="122" cy="40" rx="4" ry="8" {shape}/>'
        f'<ellipse class="skin" cx="100" cy="38" rx="22" ry="29" {shape}/>'
        f"{_DETAILS[side]}"
        f'<text x="18" y="110" {letter}>{left}</text>'
        f'<text x="182" y="110" {letter}>{right}</text>'
    )


def numbered(marks, side):
    """The marks of one side, numbered as in the whole list."""
    return "".join(
        _mark(number, *point(mark))
        for number, mark in enumerate(marks, 1)
        if side_of(mark["place"]) == side
    )


def _mark(number, x, y):
    across, down = round(x * WIDTH / 1000, 1), round(y * HEIGHT / 1000, 1)
    size = 11 if number < 10 else 9
    return (
        f'<g class="mark" transform="translate({across} {down})">'
        f'<circle r="{RADIUS}" fill="#a4001d" stroke="#fff" stroke-width="1.5"/>'
        f'<text y="{size * 0.36:.1f}" fill="#fff" {_FONT} font-size="{size}" '
        f'font-weight="bold" text-anchor="middle">{number}</text></g>'
    )


def svg(marks, front="Front", back="Back"):
    """Both sides with all marks, as one SVG document that can stand in a page or in a PDF.

    :param marks: list of marks (`field.IMark`), numbered in their order from 1.
    :param front: name under the first drawing; `back`: under the second. Plain words.
    """
    wide, high = 2 * WIDTH + _GAP, HEIGHT + _FOOT
    name = f'fill="currentColor" {_FONT} font-size="15" text-anchor="middle"'
    sides = "".join(
        f'<g transform="translate({place} 0)">{figure(side)}{numbered(marks, side)}'
        f'<text x="{WIDTH // 2}" y="{HEIGHT + 18}" {name}>{words}</text></g>'
        for side, words, place in zip(SIDES, (front, back), (0, WIDTH + _GAP), strict=True)
    )
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="bodymap-drawing" '
        f'viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" color="#222" '
        f'aria-hidden="true" focusable="false">{sides}</svg>'
    )
    # What makes long words of a text breakable would break a long run of tags too.
    return drawn.replace("><", ">\n<")
