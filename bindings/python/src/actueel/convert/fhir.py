# SPDX-License-Identifier: MPL-2.0
"""FHIR R4 in and out: the doors to the modules beside this one.

A Questionnaire becomes a draft instrument, a QuestionnaireResponse a history, an instrument a Questionnaire. Each
answer comes with a list of everything that was lost on the way.
"""

from __future__ import annotations

from .fhir_in import DraftOfQuestionnaire, HistoryOfResponse, draft_from_questionnaire, history_from_response
from .fhir_out import QuestionnaireOfInstrument, questionnaire_from_instrument

__all__ = [
    "DraftOfQuestionnaire",
    "HistoryOfResponse",
    "QuestionnaireOfInstrument",
    "draft_from_questionnaire",
    "history_from_response",
    "questionnaire_from_instrument",
]
