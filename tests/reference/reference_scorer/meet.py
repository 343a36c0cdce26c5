# SPDX-License-Identifier: MPL-2.0
"""What is an error only when an instrument and a history meet (semantics 10)."""

from .records import FOLLOWS


class MeetError(Exception):
    """Answers that the instrument's items never had, by their JSON Pointers into the history."""

    def __init__(self, pointers):
        super().__init__(", ".join(pointers))
        self.pointers = pointers


class NotAChild(Exception):
    """The person asked about does not hold the role `child` on the day."""


def check_meeting(questions, history):
    by_id = {record["id"]: record for record in history["records"]}
    pointers = []
    for position, record in enumerate(history["records"]):
        first = record
        while first["type"] in FOLLOWS:
            first = by_id[first[FOLLOWS[first["type"]]]]
        if first["type"] != "observation" or record["type"] == "retraction":
            continue
        corrected = record["type"] == "correction"
        content = record["record"] if corrected else record
        pointer = f"/records/{position}" + ("/record" if corrected else "")
        item = questions.find(content["item"])
        if item is None:
            continue
        if item.derived:
            pointers.append(pointer + "/item")
        elif ("person" in content) == (item.role is not None) and item.today(content["answer"]) is None:
            pointers.append(pointer + "/answer")
    if pointers:
        raise MeetError(pointers)
