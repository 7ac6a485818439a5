"""Named places of the body and where they are on the drawing. Needs no Plone.

A point is (x, y) in per mille of the drawing of one side, which is twice as high as wide. Left and
right are the child's own: on the front, the child's left is on the right of the drawing.
"""

SIDES = ("front", "back")
#: Units of the drawing of one side.
WIDTH, HEIGHT = 200, 400
#: Units that a point may lie from the middle of its place.
REACH = 60

# Those in the middle, and those there are two of; the latter as they are on the right of the
# drawing, mirrored for the other.
_FRONT = {
    "forehead": ("forehead", 500, 50),
    "nose": ("nose", 500, 108),
    "mouth": ("mouth", 500, 130),
    "chin": ("chin", 500, 157),
    "neck": ("neck", 500, 182),
    "stomach": ("stomach", 500, 400),
    "navel": ("lower stomach", 500, 460),
    "genitals": ("genital area", 500, 525),
}
_FRONT_PAIRS = {
    "eye": ("eye", 545, 90),
    "ear": ("ear", 612, 100),
    "cheek": ("cheek", 560, 125),
    "shoulder": ("shoulder", 660, 222),
    "chest": ("side of the chest", 575, 280),
    "side": ("side", 615, 400),
    "upper-arm": ("upper arm", 710, 310),
    "elbow": ("inside of the elbow", 752, 392),
    "forearm": ("forearm", 785, 460),
    "wrist": ("wrist", 825, 532),
    "hand": ("palm", 845, 590),
    "hip": ("hip", 640, 500),
    "thigh": ("thigh", 590, 610),
    "knee": ("knee", 585, 715),
    "shin": ("shin", 580, 810),
    "ankle": ("ankle", 570, 910),
    "foot": ("foot", 580, 960),
}
_BACK = {
    "head": ("back of the head", 500, 90),
    "neck": ("back of the neck", 500, 178),
    "spine": ("middle of the back", 500, 330),
    "lower-back": ("lower back", 500, 440),
}
_BACK_PAIRS = {
    "ear": ("ear from behind", 612, 100),
    "shoulder": ("shoulder from behind", 660, 222),
    "shoulder-blade": ("shoulder blade", 580, 270),
    "side": ("side from behind", 615, 400),
    "buttock": ("buttock", 575, 520),
    "upper-arm": ("back of the upper arm", 710, 310),
    "elbow": ("elbow", 752, 392),
    "forearm": ("back of the forearm", 785, 460),
    "wrist": ("back of the wrist", 825, 532),
    "hand": ("back of the hand", 845, 590),
    "thigh": ("back of the thigh", 590, 620),
    "knee": ("back of the knee", 585, 715),
    "calf": ("calf", 580, 810),
    "heel": ("heel", 575, 940),
}
_SAID = {"front": "Front", "back": "Back"}


def _both(side, name, words, x, y):
    """A place on each side of the body: on the front the drawing shows the child's left right."""
    on_right, on_left = ("left", "right") if side == "front" else ("right", "left")
    yield f"{side}-{on_right}-{name}", (f"{_SAID[side]}: {on_right} {words}", x, y)
    yield f"{side}-{on_left}-{name}", (f"{_SAID[side]}: {on_left} {words}", 1000 - x, y)


def _places():
    for side, single, pairs in (("front", _FRONT, _FRONT_PAIRS), ("back", _BACK, _BACK_PAIRS)):
        for name, (words, x, y) in single.items():
            yield f"{side}-{name}", (f"{_SAID[side]}: {words}", x, y)
        for name, place in pairs.items():
            yield from _both(side, name, *place)


#: {token: (title, x, y)}, from the head downwards, the front first.
PLACES = dict(sorted(_places(), key=lambda one: (one[0].startswith("back"), one[1][2], one[0])))
MIDDLES = {token: (x, y) for token, (_title, x, y) in PLACES.items()}


def side_of(place):
    """The side of the body a place is on."""
    return place.partition("-")[0]


def distance(one, other):
    """Units of the drawing between two points."""
    across, down = (one[0] - other[0]) * WIDTH / 1000, (one[1] - other[1]) * HEIGHT / 1000
    return (across * across + down * down) ** 0.5


def nearest(side, x, y):
    """Token of the place a point of one side is nearest to."""
    tokens = (token for token in PLACES if side_of(token) == side)
    return min(tokens, key=lambda token: distance(MIDDLES[token], (x, y)))


def is_near(place, x, y):
    """Whether a point can be called by this place."""
    return distance(MIDDLES[place], (x, y)) <= REACH


def point(mark):
    """(x, y) of a mark: where it was put, or the middle of the place it names."""
    if mark.get("x") is None or mark.get("y") is None:
        return MIDDLES[mark["place"]]
    return mark["x"], mark["y"]
