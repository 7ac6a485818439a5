"""What no single field of a register can tell: rules without Plone, sentences by field."""

from ..calendars.london import is_aware
from ..calendars.london import london_date
from ..records.rules import said


PRIVATE = "private_fostering"


def court_order(values, now):
    """An order was made on a day that has been, and runs out after it (R112)."""
    made_on, expires_on = values.get("made_on"), values.get("expires_on")
    if made_on and made_on > london_date(now):
        return {"made_on": "This is in the future: check the date."}
    if made_on and expires_on and expires_on < made_on:
        return {"expires_on": "The order runs out before it was made: check the dates."}
    return {}


def delegated_authority(values, now):
    """Somebody may consent to something, and not only before it was signed (C17)."""
    if "decisions" in values and not values["decisions"]:
        return {"decisions": "Say what they may consent to."}
    for row in values.get("decisions") or ():
        if not said(row, "what"):
            return {"decisions": "Say what each row is about, or remove it."}
    return _after(values, "until", "The authority ends before it was signed: check the dates.")


def contact_arrangement(values, now):
    """Supervised contact has somebody who supervises it (R114)."""
    if values.get("supervised") and not said(values, "supervised_by"):
        return {"supervised_by": "Say who supervises the contact."}
    return _after(values, "ends_on", "It ends before it was agreed: check the dates.")


def fostering(values, now):
    """A provider is named; of private fostering the local authority was told (R113, C18)."""
    found, told = {}, values.get("authority_told_on")
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if values.get("kind") == PRIVATE:
        if not told:
            found["authority_told_on"] = (
                "The local authority has to know of private fostering: tell them, and say when."
            )
    elif "kind" in values and not said(values, "provider"):
        found["provider"] = "Say which provider or agency it is."
    if told and told > london_date(now):
        found["authority_told_on"] = "This is in the future: check the date."
    if starts and ends and ends < starts:
        found["ends_on"] = "It ends before it begins: check the dates."
    return found


def contribution(values, now):
    """What belongs to the child has a place where it is found (R122)."""
    if values.get("is_property") and not said(values, "kept_where"):
        return {"kept_where": "Say where the child's property is kept."}
    return {}


def _after(values, name, sentence):
    began, day = values.get("happened_at"), values.get(name)
    if began and is_aware(began) and day and day < london_date(began):
        return {name: sentence}
    return {}
