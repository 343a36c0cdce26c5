# SPDX-License-Identifier: MPL-2.0
"""Discretionary overrides and the final level (section 5, *Overrides*)."""

from .calendar_days import add, parse_day, runs


def overrides_of(situation, computed, digest):
    """Every override active for whom is asked about, by start and place, and the final level interval."""
    levels = situation.levels
    policy = situation.instrument.get("overrides")
    active = []
    for fact in situation.records.of("override"):
        content = fact.content
        start, until = parse_day(content["start"]), parse_day(content["until"])
        ours = content["instrument"] == situation.instrument["id"] and content.get("person") == situation.child
        if ours and runs(start, until, situation.day):
            active.append((start, fact.place, until, fact))
    entries, counting, final = [], None, computed
    for start, _, until, fact in sorted(active, key=lambda one: one[:2]):
        content = fact.content
        named = [content["level"], content["computed"]["low"], content["computed"]["high"]]
        why = []
        if not all(name in levels for name in named):
            why.append("level")
        if policy is None or content["by"] not in policy["roles"]:
            why.append("role")
        if policy is not None:
            latest = add(start, policy["longest"])
            if latest is not None and until > latest:
                why.append("longest")
        kind, departs_from = "floor", None
        if "level" not in why:
            level, low, high = (levels.index(name) for name in named)
            departs_from = low, high
            kind = "floor" if level >= high else "cap"
            if policy is not None and not high - policy.get("down", 0) <= level <= high + policy.get("up", 0):
                why.append("range")
        entry = {
            "record": fact.id,
            "level": content["level"],
            "by": content["by"],
            "start": content["start"],
            "until": content["until"],
            "kind": kind,
            "state": "not_allowed",
            "why": why,
            "to_review": "level" in why
            or departs_from != computed
            or content.get("instrument_sha256", digest) != digest,
        }
        if not why:
            if kind == "cap" and computed[1] > departs_from[1]:
                entry["state"] = "suspended"
            else:
                entry["state"] = "counts"
                if counting is not None:
                    counting["state"] = "replaced"
                counting = entry
                bound = max if kind == "floor" else min
                final = bound(computed[0], level), bound(computed[1], level)
        entries.append(entry)
    return entries, final
