# SPDX-License-Identifier: MPL-2.0
"""Real input: 432 people released from prison, followed for a year, scored week by week."""
