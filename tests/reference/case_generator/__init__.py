# SPDX-License-Identifier: MPL-2.0
"""Valid but hard cases, from a seed."""

ALL_FEATURES = frozenset(
    {
        "pick",
        "mean",
        "min_answered",
        "table",
        "one_sitting",
        "tree",
        "plans",
        "overrides",
        "disputes",
    }
)


def feature_set(text):
    """`all`, `first` (none of the features), or names joined by commas."""
    if text == "all":
        return ALL_FEATURES
    if text == "first":
        return frozenset()
    names = frozenset(text.split(","))
    if not names <= ALL_FEATURES:
        raise ValueError(f"unknown features: {', '.join(sorted(names - ALL_FEATURES))}")
    return names
