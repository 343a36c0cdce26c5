# SPDX-License-Identifier: MPL-2.0
"""``python -m actueel`` is ``actueel``."""

from actueel.cli import main

main()
