"""axe-core asked about a page: what is in the way of people who see, hear or move differently."""

from pathlib import Path
from tests.browser.visitor import WIDTHS


SOURCE = (Path(__file__).parent / "vendor/axe-core/axe.min.js").read_text(encoding="utf-8")
ASK = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, impact, nodes }) => {
    const where = nodes.slice(0, 3).map(({ html }) => html.slice(0, 160));
    return `${id} (${impact}) at ${where.join(" and ")}`;
  });
}"""


def violations(page):
    """What the page shown is guilty of: a sentence for each rule, with how bad it is and where."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(SOURCE)
    return page.evaluate(ASK)


def looked_at(visitor, name):
    """What is wrong with the page shown, at each width in the light and in the dark."""
    page, wrong = visitor.page, []
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wrong += [f"{name}, {width}: {one} sticks out" for one in visitor.sticking_out]
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            wrong += [f"{name}, {width}, {scheme}: {one}" for one in violations(page)]
    return wrong
