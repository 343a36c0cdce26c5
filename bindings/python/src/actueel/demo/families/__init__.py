# SPDX-License-Identifier: MPL-2.0
"""Made-up families: two years rescored at month ends, and one family's report."""
