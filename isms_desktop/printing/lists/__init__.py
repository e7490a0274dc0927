"""The lists that a form file may print, and the names in their rows.

A row of a record list knows every field of the record type by its key, and the names added here:

assets       資產, without those scrapped or moved out, by category and number
risks        風險 of the year: + asset_number, asset_name, asset_category, asset_department
treatments   風險改善計畫 of those risks, and an empty one where one is due: + the above and risk_event, risk_score,
             risk_level, risk_response, risk_owner
asset_scales, risk_scales   評估量表 of the scales that the office's method uses: + span (1–4)
threats      威脅弱點 of the kinds that the office has: + kind (the office's word for the asset kind)
bands        風險等級: label, span, count, share, improve (改善 duty), assets (their numbers)
responses    風險對策: value, label, meaning, practice
risk_kinds   風險類型: kind, example, responses, usual

team             資通安全推動小組: persons + place (單位, 職稱), numbered_duties
systems          資通系統 that are not 停用, core ones first
graded_systems   own 資通系統 with a 防護需求等級 (for ``each``): system_name, system_level, system_checked_on
controls         附表十 at the level of that system: number, dimension, category, name, level, result_yes … (boxes),
                 explanation, evidence
core_businesses, other_businesses   業務: + importance_words, importance_infrastructure … (boxes), outage (24 工作小時)
harmful_products, communications, context_issues, documents   those registers
access_entries, account_reviews, intelligence   those of the year; intelligence + kind_message … (boxes)
room_months      the months of the year with a 機房工作日誌 (for ``each``): month
room_logs        the 機房工作日誌 of the month of this copy
objectives       資通安全目標 + indicator_words, results and remarks of the year
training_hours   everybody's hours of the year: department, name, job_title, who, general, professional, competency,
                 asked, result
audited          audits of the year that found something (for ``each``): audit_scope, audit_held_on, audit_reviewed_on
improvements     改善措施 of what that audit found: + finding_number, finding_content, finding_cause

plan_objectives  資通安全目標 + statement_sentence (with its 。), indicator_words; quantitative_objectives and
                 qualitative_objectives those of that kind
asset_categories 資產類別 of the kind of office: code, label, examples
plan_attachments the attachments of its plan: title
plan_bands       風險等級 from low to high: label, span (3~37)
contracts        委外契約

``row`` is the running number in every list.
"""

from isms_desktop.domain.fields import Field
from isms_desktop.printing.lists.plan import PLAN_LISTS, plan_list_names
from isms_desktop.printing.lists.registers import REGISTER_LISTS, register_list_names
from isms_desktop.printing.lists.risks import RISK_LISTS, risk_list_names
from isms_desktop.printing.lists.row import AnyRow, Records


def list_names() -> dict[str, dict[str, Field | None]]:
    """List → name in its rows → the field of the record kit behind it, if it is one."""
    return risk_list_names() | register_list_names() | plan_list_names()


def rows_of(name: str, around: Records) -> list[AnyRow]:
    """The rows of a list, in the order in which they are printed. KeyError for a list that there is not."""
    return list({**RISK_LISTS, **REGISTER_LISTS, **PLAN_LISTS}[name](around))
