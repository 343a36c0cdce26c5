# SPDX-License-Identifier: MPL-2.0
"""Values in plain text and in Markdown: what a template fills in stays a text, on one line, whatever it holds."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["Mark", "for_markdown", "for_text"]


class Mark(str):
    """A mark of the form itself, which stands as it is."""

    __slots__ = ()


_MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_AT_THE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")


def for_text(value: object) -> object:
    r"""Return a value without line breaks or control characters, those of writing direction included.

    Examples
    --------
    >>> from actueel.report.plain import for_text
    >>> for_text("two\nlines")
    'two lines'

    """
    if not isinstance(value, str) or isinstance(value, Mark):
        return value
    kept = "".join(" " if unicodedata.category(each) in ("Cc", "Zl", "Zp") else each for each in value)
    return " ".join("".join(each for each in kept if unicodedata.category(each) != "Cf").split(" ")).strip()


def for_markdown(value: object) -> object:
    r"""Return a value whose every character stands for itself in Markdown.

    Examples
    --------
    >>> from actueel.report.plain import for_markdown
    >>> for_markdown("<b>*no*</b>")
    '\\<b\\>\\*no\\*\\</b\\>'

    """
    plain = for_text(value)
    if not isinstance(plain, str) or isinstance(plain, Mark):
        return plain
    return _AT_THE_START.sub(r"\1\\\2", _MEANS_SOMETHING.sub(r"\\\1", plain))
