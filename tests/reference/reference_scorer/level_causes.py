# SPDX-License-Identifier: MPL-2.0
"""What speaks of a level besides rows and scales: plans, overrides, rules, and nodes of the tree."""

from .asking import leaves
from .calendar_days import runs
from .conditions import truth

FIRST = ("retracted", "corrected", "became_known")


def level_causes(before, after, rows, causes, overrides):
    instrument = before.situation.instrument
    conditions = [rule["if"] for rule in instrument.get("rules", [])]
    nodes = list(tree_nodes(instrument.get("tree")))
    conditions += [node["if"] for _, node in nodes]
    plans = []
    if any("plan" in leaf for condition in conditions for leaf in leaves(condition)):
        plans = plan_entries(causes)
    entries = plans + override_entries(causes, overrides)
    behind = Behind(causes, rows, plans)
    for rule in instrument.get("rules", []):
        entries += behind.entry("rule", rule["id"], rule["if"])
    reached = [reached_nodes(instrument.get("tree"), side.world) for side in (before, after)]
    for place, node in nodes:
        if place in reached[0] | reached[1]:
            entries += behind.entry("tree", place, node["if"])
    return entries


def tree_nodes(node, place="/tree"):
    """`(place, node)` of every node with a condition, before its branches."""
    if node is not None and "if" in node:
        yield place, node
        yield from tree_nodes(node["then"], place + "/then")
        yield from tree_nodes(node["else"], place + "/else")


def reached_nodes(node, world, place="/tree"):
    """The places that are reached, surely or possibly."""
    if node is None:
        return set()
    reached = {place}
    if "if" in node:
        holds = truth(node["if"], world)
        if holds is not False:
            reached |= reached_nodes(node["then"], world, place + "/then")
        if holds is not True:
            reached |= reached_nodes(node["else"], world, place + "/else")
    return reached


# ---- plans and overrides ---------------------------------------------------------------------------------------------


def plan_entries(causes):
    """Each plan that runs at one moment alone, or was corrected: by what it or the ending at work on it gives."""
    running = [
        {fact.id for fact in side.records.of("plan") if runs(*side.records.term(fact), side.day)}
        for side in causes.sides
    ]
    entries = []
    for record in causes.between.by_place(running[0] | running[1]):
        used = [record in own for own in running]
        if used[0] == used[1] and not causes.between.corrected(record):
            continue
        endings = [side.endings_at_work([record]) for side in causes.sides]
        given = {(cause, record) for cause in causes.between.of_any(record, *used)}
        for ending in endings[0] | endings[1]:
            given |= {(cause, ending) for cause in causes.between.of_any(ending, *(ending in own for own in endings))}
        cause, records = "plan", {record} | endings[0] | endings[1]
        if given:
            cause = min((cause for cause, _ in given), key=FIRST.index)
            records = {one for by, one in given if by == cause}
        entries.append(entry(cause, "plan", record, *used, causes.between.by_place(records)))
    return entries


def override_entries(causes, overrides):
    """Each override whose state or level differs."""
    active = [{one["record"]: one for one in entries} for entries in overrides]
    found = []
    for record in causes.between.by_place(active[0].keys() | active[1].keys()):
        ones = [own.get(record) for own in active]
        states = [None if one is None else one["state"] for one in ones]
        levels = [None if one is None else one["level"] for one in ones]
        if states[0] != states[1] or levels[0] != levels[1]:
            given = [*causes.between.of_any(record, *(one is not None for one in ones)), "override"]
            found.append(entry(given[0], "override", record, *states, [record]))
    return found


def entry(cause, of, identifier, before, after, records):
    return {"cause": cause, "of": of, "id": identifier, "before": before, "after": after, "records": records}


# ---- rules and nodes -------------------------------------------------------------------------------------------------


class Behind:
    """The records behind a condition whose truth differs."""

    def __init__(self, causes, rows, plans):
        self.causes, self.rows, self.plans = causes, rows, plans

    def entry(self, of, identifier, condition):
        truths = [truth(condition, side.world) for side in self.causes.sides]
        if truths[0] is truths[1]:
            return []
        records = set()
        for leaf in leaves(condition):
            if truth(leaf, self.causes.before.world) is not truth(leaf, self.causes.after.world):
                records |= self.records(leaf)
        return [entry("rule", of, identifier, *truths, self.causes.between.by_place(records))]

    def records(self, leaf):
        causes = self.causes
        if "item" in leaf:
            return causes.records_of(causes.rows_of(leaf["item"]))
        if "scale" in leaf:
            moved = [row for row in self.rows if dict(row.shares)[leaf["scale"]] != (0, 0)]
            return causes.records_of(moved)
        if "events" in leaf:
            return self.events(leaf)
        found = {one["id"] for one in self.plans}
        return found | causes.records_of(row for item in leaf.get("covers", []) for row in causes.rows_of(item))

    def events(self, leaf):
        """The events that count at one moment alone, or were corrected."""
        counting = [
            {
                fact.id
                for fact in side.situation.events.counting(
                    leaf["within"],
                    types=leaf["events"],
                    severities=leaf.get("severities"),
                    bases=leaf.get("bases"),
                )
            }
            for side in self.causes.sides
        ]
        corrected = {record for record in counting[0] & counting[1] if self.causes.between.corrected(record)}
        return counting[0] ^ counting[1] | corrected
