"""The lists that a form file may print, and the names in their rows.

A row of a record list knows every field of the record type by its key, and the names added here:

assets       資產, without those scrapped or moved out, by category and number
risks        風險 of the year: + asset_number, asset_name, asset_category, asset_department
labelled_assets   those of categories that carry labels: + label_text (the office's label contents, a line each)
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
vendor_audits, own_audits, self_audits, held_audits
             audits of the year (for ``each``): of vendors, internal and mutual ones, self-checks and mutual ones, the
             office's own that were begun: audit_kind, audit_subject … (the audit's fields), audit_year, audit_period,
             previous_held_on
questions    the questions of that audit (of a whole checklist on the blank version): section, number, question, hint,
             evidence_hint, basis, result_yes … (boxes), result, explanation, evidence, remark (both), measures
question_sections   its sections: section, numbers (1.1–1.6), total, yes, partly, no, not_applicable, open
auditors     its auditors: name, department, job_title
audit_findings, previous_findings   缺失與建議 of that audit and of the one before it: + label, measures
tracked_findings   缺失與建議 of the year (for ``each``): finding_content … (the finding's fields), audited_on,
             audited_unit, area_room, area_vendor, area_backup, area_other, area_words, content_words,
             measure_management, expected_management, progress_management … (by aspect), verdict, follow_up_by,
             failed_words, budget, spent, due_on, finished_on, state_words, effect, follow_ups

staff             the people who are here (for ``each``): persons
pledging_vendors  suppliers with people at work (for ``each``): vendor_name, vendor_representative, vendor_phone,
                  vendor_address, first_signer
vendor_signers    the 委外執行人員 of the supplier of this copy
vendor_people     委外執行人員 at work (for ``each``) + case_name (案名) and those names of the supplier
appointed_auditors   who audits in an audit of the year (for ``each``): auditor_name, auditor_place (單位, 職稱),
                  auditor_id, audit_subject, audit_held_on, audit_from, audit_to
requests, openings, disposals   those registers of the year (for ``each``); openings + days; disposals + asset_number,
                  asset_name, asset_brand … of what leaves
courses           those of the year (for ``each``) + when (108 年 5 月 2 日 8：00－9：00)
attendees         who is invited to the course of this copy: 參訓紀錄
report_parts     維護計畫實施情形, a row for each part: item, heading, explanation
summary_subjects 年度成果: subject, done, open
open_matters     what falls due first: sort, what, who, due_on, left
handover_done, handover_open, handover_attention, handover_papers, handover_places, handover_people,
handover_remarks what is handed over to the next clerk: what, text, before, who, due_on, basis
year_tasks       the work of the year, a row for each duty: subject, name, basis, responsible, due, done, and m1 … m12,
                 the marks (○ ● △) of the months in the order of the office's year
meetings         管理審查 of the year (for ``each``): + previous_follow_up
meeting_members  who came to that review: department, job_title, name
drills           演練 of the year (for ``each``): + open_words, click_words (「8.3%（目標低於 5%）」), attachments
drill_measures   改善措施 of what that exercise found: + finding_number, finding_content
training_heads   人員類別: audience, headcount
training_courses, training_schedule   年度訓練計畫 of the year: all lines; those that say when
training_modes   how the courses are taught: mode, courses

incidents           資通安全事件 of the year (for ``each``): + platform_used, platform_failed, support_none,
                    support_asked (boxes), law_content, law_levels, law_review (the articles for it)
incident_clocks     its steps: step, limit, article, due, done, in_time and late (boxes), took
incident_events     its course: moment, what, who
incident_measures   改善措施 of what it brought to light
incident_levels     the four levels in the words of the article: level, confidentiality, integrity, availability
incident_limits     every step: step, limit, article
incident_contacts   whom to call: role, name, phone, email

plan_objectives  資通安全目標 + statement_sentence (with its 。), indicator_words; quantitative_objectives and
                 qualitative_objectives those of that kind
asset_categories 資產類別 of the kind of office: code, label, examples
plan_attachments the attachments of its plan: title
plan_bands       風險等級 from low to high: label, span (3~37)
contracts        委外契約

``row`` is the running number in every list.
"""

from collections.abc import Callable, Iterable, Mapping

from isms_desktop.domain.fields import Field
from isms_desktop.printing.lists.audits import AUDIT_LISTS, audit_list_names
from isms_desktop.printing.lists.improvements import IMPROVEMENT_LISTS, improvement_list_names
from isms_desktop.printing.lists.incidents import INCIDENT_LISTS, incident_list_names
from isms_desktop.printing.lists.labels import LABEL_LISTS, label_list_names
from isms_desktop.printing.lists.plan import PLAN_LISTS, plan_list_names
from isms_desktop.printing.lists.pledges import PLEDGE_LISTS, pledge_list_names
from isms_desktop.printing.lists.registers import REGISTER_LISTS, register_list_names
from isms_desktop.printing.lists.reports import REPORT_LISTS, report_list_names
from isms_desktop.printing.lists.risks import RISK_LISTS, risk_list_names
from isms_desktop.printing.lists.row import AnyRow, Records
from isms_desktop.printing.lists.single import SINGLE_LISTS, single_list_names
from isms_desktop.printing.lists.yearly import YEARLY_LISTS, yearly_list_names

_NAMES = (
    risk_list_names, label_list_names, register_list_names, pledge_list_names, single_list_names, audit_list_names,
    improvement_list_names, incident_list_names, report_list_names, yearly_list_names, plan_list_names,
)  # fmt: skip
_LISTS: Mapping[str, Callable[[Records], Iterable[AnyRow]]] = {
    **RISK_LISTS, **LABEL_LISTS, **REGISTER_LISTS, **PLEDGE_LISTS, **SINGLE_LISTS, **AUDIT_LISTS,
    **IMPROVEMENT_LISTS, **INCIDENT_LISTS, **REPORT_LISTS, **YEARLY_LISTS, **PLAN_LISTS,
}  # fmt: skip


def list_names() -> dict[str, dict[str, Field | None]]:
    """List → name in its rows → the field of the record kit behind it, if it is one."""
    return {name: names for each in _NAMES for name, names in each().items()}


def rows_of(name: str, around: Records) -> list[AnyRow]:
    """The rows of a list, in the order in which they are printed. KeyError for a list that there is not."""
    return list(_LISTS[name](around))
