"""The papers that the program has to have: one line for each, as the list of official papers says."""

from typing import NamedTuple


class Paper(NamedTuple):
    """One official paper."""

    id: str
    title: str
    landscape: bool
    sheets: bool
    """Whether it also becomes a spreadsheet."""


PAPERS = (
    Paper("team", "資通安全推動小組成員及分工表", landscape=False, sheets=True),
    Paper("staff_pledge", "資通安全保密同意書", landscape=False, sheets=False),
    Paper("request", "資通安全需求申請單", landscape=False, sheets=False),
    Paper("asset_register", "資訊及資通系統資產清冊", landscape=True, sheets=True),
    Paper("asset_labels", "資產標籤", landscape=False, sheets=False),
    Paper("asset_value_scale", "資產價值評估量表", landscape=False, sheets=False),
    Paper("likelihood_impact_scale", "可能性及衝擊性評估量表", landscape=False, sheets=False),
    Paper("threat_map", "威脅弱點對應表", landscape=False, sheets=True),
    Paper("risk_assessment", "風險評估表", landscape=True, sheets=True),
    Paper("risk_matrix", "風險分布圖", landscape=True, sheets=False),
    Paper("risk_treatment", "風險改善計畫表", landscape=True, sheets=True),
    Paper("risk_responses", "風險類型暨風險對策參考表", landscape=False, sheets=False),
    Paper("system_register", "資通系統清冊", landscape=True, sheets=True),
    Paper("system_baseline", "資通系統防護基準檢核表", landscape=True, sheets=True),
    Paper("core_business", "核心業務及重要性", landscape=True, sheets=True),
    Paper("other_business", "非核心業務及說明", landscape=False, sheets=True),
    Paper("harmful_products", "危害國家資通安全產品清冊", landscape=True, sheets=True),
    Paper("disposal", "資產報廢、移出及媒體銷毀紀錄", landscape=False, sheets=False),
    Paper("access_log", "管制區域人員進出登記表", landscape=True, sheets=True),
    Paper("remote_access", "網路業務處理（遠距連線）申請表", landscape=False, sheets=False),
    Paper("account_review", "帳號及權限清查紀錄表", landscape=False, sheets=True),
    Paper("room_log", "機房工作日誌", landscape=False, sheets=True),
    Paper("vendor_pledge", "委外廠商執行人員保密切結書", landscape=False, sheets=False),
    Paper("vendor_nda", "委外廠商執行人員保密同意書", landscape=False, sheets=False),
    Paper("vendor_audit", "委外廠商查核項目表", landscape=False, sheets=True),
    Paper("training_plan", "年度資通安全教育訓練計畫", landscape=False, sheets=False),
    Paper("sign_in", "資通安全認知宣導及教育訓練簽到表", landscape=False, sheets=True),
    Paper("training_hours", "教育訓練時數統計表", landscape=False, sheets=True),
    Paper("audit_plan", "資通安全稽核計畫", landscape=False, sheets=False),
    Paper("audit_items", "稽核項目紀錄表", landscape=True, sheets=True),
    Paper("audit_results", "稽核結果紀錄表", landscape=False, sheets=True),
    Paper("self_audit", "稽核自評表", landscape=False, sheets=True),
    Paper("auditor_pledge", "稽核委員聘任同意暨保密切結書", landscape=False, sheets=False),
    Paper("audit_improvement", "稽核結果及改善報告", landscape=True, sheets=True),
    Paper("improvement_tracking", "改善績效追蹤報告", landscape=False, sheets=False),
    Paper("management_review", "資通安全管理審查會議紀錄", landscape=False, sheets=False),
    Paper("incident_report", "資通安全事件通報單", landscape=False, sheets=False),
    Paper("incident_review", "資通安全事件調查、處理及改善報告", landscape=False, sheets=False),
    Paper("incident_procedure", "資通安全事件通報及應變管理程序", landscape=False, sheets=False),
    Paper("intelligence", "資通安全情資評估及因應紀錄表", landscape=False, sheets=True),
    Paper("drill", "演練紀錄表", landscape=False, sheets=False),
    Paper("implementation", "資通安全維護計畫實施情形", landscape=False, sheets=True),
    Paper("plan", "資通安全維護計畫", landscape=False, sheets=False),
    Paper("objectives", "資通安全目標量測表", landscape=False, sheets=True),
    Paper("context", "組織全景確認表", landscape=False, sheets=True),
    Paper("communication", "ISMS 溝通規劃表", landscape=True, sheets=True),
    Paper("documents", "文件與紀錄一覽表", landscape=False, sheets=True),
    Paper("year_plan", "年度資通安全工作計畫表", landscape=True, sheets=True),
    Paper("year_summary", "年度成果摘要", landscape=False, sheets=False),
    Paper("handover", "資通安全業務移交清冊", landscape=False, sheets=False),
)
