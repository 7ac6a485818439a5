"""The rows of a ledger in memory, to tamper with."""

from dataclasses import dataclass
from hashlib import sha256
from welfarefiles.ledger.entry import CONTENT
from welfarefiles.ledger.entry import digest_of
from welfarefiles.ledger.entry import GENESIS
from welfarefiles.ledger.entry import hash_of
from welfarefiles.ledger.entry import json_text
from welfarefiles.ledger.verifying import verify


@dataclass
class Ledger:
    """The rows of a ledger, to tamper with."""

    entries: list
    skeletons: list
    heads: list

    def report(self):
        return verify(self.entries, self.skeletons, self.heads)

    def entry(self, number):
        return next(row for row in self.entries if row["number"] == number)

    def skeleton(self, number):
        return next(row for row in self.skeletons if row["number"] == number)

    def everything(self):
        return sorted(self.entries + self.skeletons, key=lambda row: row["number"])

    def rechain(self, first=1):
        """Make every hash right again, as somebody would who knows the format."""
        previous = GENESIS
        for row in self.everything():
            if row["number"] >= first:
                if "previous" in row:
                    row["previous"] = previous
                    row["digest"] = digest_of(row[name] for name in CONTENT)
                parts = (row["number"], row["moment"], row["kind"], row["digest"])
                row["hash"] = hash_of(*parts, previous)
            previous = row["hash"]

    def reseal(self):
        """Make the seal name the skeletons that are there."""
        seal = self.entry(7)
        lines = "".join(f"{row['number']} {row['hash']}\n" for row in self.skeletons)
        skeletons = sha256(lines.encode()).hexdigest()
        seal["detail"] = json_text({"count": len(self.skeletons), "skeletons": skeletons})
