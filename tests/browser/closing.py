"""What a lead does to close a file: asks what is missing, puts it right, closes."""

from datetime import timedelta
from tests.school import YESTERDAY


SUMMARY = {
    "The reason for involvement": "Attendance.",
    "Actions undertaken and outcomes achieved": "Breakfast place; attendance is good.",
    "Other professionals' involvement and their views": "The school nurse agrees.",
    "Who will provide continuing support to the child and family": "The class teacher.",
}
#: Lines of the checklist that the file does not settle by itself, before anything is answered.
UNSETTLED = [f"C{number:02}" for number in (1, 2, 4, 7, *range(9, 20), 21, *range(23, 29))]
UP_TO_DATE = "Nobody has said when the front sheet was last checked."
DETAILS = "The front sheet lacks: ethnicity, religion."


def closing_is_refused(lead, file):
    """The page says exactly what is missing, and offers no button."""
    lead.go(file)
    lead.page.locator("summary", has_text="More").click()
    lead.follow("Close this file")
    assert lead.lines("main .card li") == ["There is no closing summary."]
    lead.picture("09-closing-refused")
    assert not lead.offers("Close the file")
    lead.go(f"{file}/@@move-on?transition=close")
    assert lead.errors == ["There is no closing summary."]
    lead.picture("09-closing-refused-step")


def write_the_summary(lead, file):
    """Kept as a draft, because the checklist comes first; its address."""
    lead.go(f"{file}/@@closing")
    lead.follow("Write the closing summary")
    lead.moment(YESTERDAY + timedelta(hours=2))
    for label, text in SUMMARY.items():
        lead.fill(label, text)
    lead.picture("11-summary")
    lead.press("Submit for authorisation")
    assert "14 things are to be done first" in lead.message
    assert "Kept as a draft" in lead.message
    lead.picture("11-summary-kept")
    return lead.page.url


def closing_lists_what_is_missing(lead, file):
    """Exactly the lines that are not settled, each with what is wrong."""
    lead.go(f"{file}/@@closing")
    missing = lead.lines("main .card li")
    assert [line.split()[0] for line in missing] == UNSETTLED
    assert [line for line in missing if line.endswith((UP_TO_DATE, DETAILS))] == [
        missing[UNSETTLED.index(key)] for key in ("C04", "C19")
    ]
    assert missing[-1].endswith(": No manager has agreed to the closure.")
    assert f"Still to do: {len(UNSETTLED)}" in lead.text
    lead.picture("11-summary-missing")


def complete_the_front_sheet(lead, file):
    """What the checklist will ask for; the file's page says when there is nothing left to do."""
    lead.go(file)
    lead.follow("Change the front sheet")
    lead.fill("Ethnicity", "White British")
    lead.fill("Religion", "None")
    lead.fill("Last checked to be up to date", f"{YESTERDAY:%Y-%m-%d}")
    lead.fill("Next review", f"{YESTERDAY + timedelta(days=60):%Y-%m-%d}")
    lead.picture("10-front-sheet")
    lead.press("Save")
    assert lead.message == "Saved"
    lead.follow("Sign the front sheet")
    lead.press("Sign the front sheet")
    assert lead.message == "The front sheet is signed."
    lead.picture("10-front-sheet-signed")
    lead.go(file)


def answer_the_checklist(lead, summary):
    """What the system found is settled; a person answers the rest."""
    lead.go(summary)
    lead.follow("Checklist")
    lead.picture("12-checklist")
    for choices in lead.page.locator("fieldset.choices").all():
        choices.get_by_label("Not applicable", exact=True).check()
        choices.get_by_label("Reason, when not applicable").fill("There is none in this file.")
    lead.press("Save the checklist")
    assert lead.message == "Checklist saved"
    lead.picture("12-checklist-saved")


def submit_the_summary(lead, summary):
    """Now there is nothing in the way."""
    lead.go(summary)
    lead.follow("Submit for authorisation")
    lead.press("Submit for authorisation")
    assert lead.lines(".head .tag") == ["Waiting for authorisation"]


def close(lead, file):
    """Nothing is missing: the button is there, and the file closes."""
    lead.go(f"{file}/@@closing")
    assert "Nothing is missing. The file can be closed." in lead.text
    lead.picture("14-closing")
    lead.follow("Close the file")
    lead.picture("14-close")
    lead.press("Close the file")
    assert lead.lines(".head .tag")[0] == "Closed"
    lead.picture("14-closed")
