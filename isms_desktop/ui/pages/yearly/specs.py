"""What makes each register of 年度作業 different from the others: a declaration and no more."""

from isms_desktop.ui.pages.register_view import RegisterSpec

TASKS = RegisterSpec(
    kind="task",
    one="工作",
    purpose="今年要做的事、期限與完成情形；空白鍵把選取的工作標為完成。",
    columns=("name", "due_on", "left", "state", "responsible", "done_on", "basis"),
    chips="state",
    form="year_plan",
    empty="還沒有年度工作。\n\n按「產生年度工作」，程式依責任等級與計畫列出今年該做的事，\n確認後一次加入；也可以在上面這一列自己輸入。",
    hidden=("duty",),
)
BUSINESS = RegisterSpec(
    kind="business",
    one="業務",
    purpose="核心與非核心業務、失效的影響，以及可以容忍中斷多久。",
    columns=("name", "core", "system", "importance", "failure_impact", "tolerable_outage", "outage_unit"),
    form="core_business",
    empty="還沒有業務。\n\n先列核心業務（組織法執掌中最重要的），再列差勤、郵件等非核心業務；\n"
    "風險評估與維護計畫都從這裡開始。可以從計畫的表格複製後按 Ctrl+V 貼上。",
)
SYSTEMS = RegisterSpec(
    kind="system",
    one="資通系統",
    purpose="資通系統與防護需求等級；四個構面取最高者。",
    columns=("name", "business", "development", "core", "level", "vendor", "graded_on", "baseline_checked_on"),
    chips="level",
    form="system_register",
    empty="還沒有資通系統。\n\n列出機關使用的系統，自行或委外開發的要依附表九就四個構面分級；\n"
    "上級提供的系統也列進來，開發方式選「上級提供」。",
    also=("control_check",),
)
OBJECTIVES = RegisterSpec(
    kind="objective",
    one="目標",
    purpose="資通安全目標：量化的填比較方式與目標值，程式就能判斷是否達成。",
    columns=("statement", "kind", "operator", "target", "unit", "responsible", "period", "number"),
    chips="kind",
    form="objectives",
    empty="還沒有目標。\n\n從維護計畫抄過來即可，例如「同仁每年完成 3 小時訓練」；\n一列一項，量化的再填目標值。",
)
MEASUREMENTS = RegisterSpec(
    kind="measurement",
    one="量測結果",
    purpose="每一期的量測結果；填了數值，程式依目標值判斷是否達成。",
    columns=("objective", "year", "period", "value", "met", "explanation", "improvement"),
    form="objectives",
    empty="還沒有量測結果。\n\n先在「目標」列出項目，再到這裡選目標、填數值；\n沒有達成的，寫下原因與改善措施供管理審查。",
)
REQUESTS = RegisterSpec(
    kind="request",
    one="需求申請",
    purpose="軟硬體需求的申請與推動小組的審查。",
    columns=("requested_on", "department", "applicant", "item", "item_name", "quantity", "purchase", "decision"),
    chips="decision",
    form="request",
    empty="還沒有需求申請。\n\n同仁要新購或升級軟硬體時在這裡登記一列，再按 Ctrl+P 印出申請單陳核。",
)
VISITS = RegisterSpec(
    kind="access_entry",
    one="進出登記",
    purpose="進出機房等管制區域的紀錄；輸入姓名就帶入今天與現在的時間。",
    columns=("name", "department", "escort", "entered_on", "entered_at", "left_at", "reason", "permission"),
    form="access_log",
    empty="還沒有進出紀錄。\n\n有人進機房時，在「姓名」輸入他的名字，日期與進入時間會自動帶入；\n紙本登記的可以整批貼上。",
)
CONNECTIONS = RegisterSpec(
    kind="remote_access",
    one="遠距連線",
    purpose="遠距連線的申請、期間與關閉；最長 15 天，不得全部開放。",
    columns=("applicant", "purpose", "starts_on", "ends_on", "state", "source", "target", "ports", "protocol"),
    chips="state",
    form="remote_access",
    empty="還沒有遠距連線。\n\n廠商或同仁要從外部維護時先登記：來源、目的、埠號、協定與起訖日；\n期滿後填關閉確認日，否則總覽會提醒。",
)
REVIEWS = RegisterSpec(
    kind="account_review",
    one="清查紀錄",
    purpose="定期清查一般帳號、特權帳號、離職帳號與軟體。",
    columns=("system", "kind", "period", "reviewed_on", "accounts", "closed", "result", "reviewer"),
    chips="kind",
    form="account_review",
    empty="還沒有清查紀錄。\n\n每清查一個系統記一列：有幾個帳號、停用了幾個、誰檢視的。",
)
ROOM = RegisterSpec(
    kind="room_log",
    one="日誌",
    purpose="機房的溫濕度與設備狀況；正常的項目不必改。",
    columns=("logged_on", "temperature", "humidity", "power", "cooling", "fire", "door", "remarks", "keeper"),
    form="room_log",
    empty="還沒有機房日誌。\n\n每天一列：輸入溫度，日期與上次的值勤人員會自動帶入；\n設備都先填「正常」，有異常才改並寫說明。",
)
BACKUPS = RegisterSpec(
    kind="backup_test",
    one="備份測試",
    purpose="備份能不能還原，要測過才知道。",
    columns=("target", "tested_on", "method", "result", "restore_time", "tester"),
    chips="result",
    empty="還沒有備份測試。\n\n把備份還原到測試環境看看，再記下標的、結果與花了多久；\n核心資通系統每年至少一次。",
)
DISPOSALS = RegisterSpec(
    kind="disposal",
    one="報廢或移出",
    purpose="設備報廢、移出、送修及媒體銷毀；離開機關前先清除資料。",
    columns=("asset", "kind", "done_on", "erasure", "witness", "applicant", "approver"),
    chips="kind",
    form="disposal",
    empty="還沒有報廢或移出。\n\n選資產、選資料清除方式、填監督的人；填了日期，資產清冊的狀態會跟著改。",
)
MEETINGS = RegisterSpec(
    kind="meeting",
    one="會議",
    purpose="每年至少一次，討論八類議題並作成決議。",
    columns=("held_on", "chair", "topics", "decisions", "follow_up"),
    form="management_review",
    empty="還沒有管理審查會議。\n\n開會後記下日期、主席與出席人員，勾選討論過的議題，再寫決議與追蹤事項。",
)
CONTEXT = RegisterSpec(
    kind="context_issue",
    purpose="內外部環境與利害關係人的期待，以及機關的策略；管理審查時確認。",
    columns=("kind", "aspect", "explanation", "strategy"),
    chips="kind",
    form="context",
    empty="還沒有組織全景。\n\n分「內／外部環境」與「利害關係人」兩類，逐項寫影響構面、說明與策略。",
)
COMMUNICATION = RegisterSpec(
    kind="communication",
    purpose="什麼事、什麼時候、由誰告訴誰。",
    columns=("subject", "occasion", "audience", "responsible", "effect", "means"),
    form="communication",
    empty="還沒有溝通規劃。\n\n例如資訊安全政策：制定或修訂時，由執行秘書公告給範圍內所有人員。",
)
DOCUMENTS = RegisterSpec(
    kind="document",
    one="文件",
    purpose="管制文件與紀錄的版次、檢視日與保存年限。",
    columns=("number", "name", "version", "department", "approved_on", "review_on", "retention", "location"),
    form="documents",
    empty="還沒有文件。\n\n列出維護計畫、程序書與表單；填核定日就會帶入一年後的檢視日，過期會提醒。",
)
PRINTS = RegisterSpec(
    kind="print",
    purpose="印出或存檔的表單都有編號；輸入編號或掃描條碼就能找到，看資料後來有沒有變更，並附上核章的掃描檔。",
    columns=("number", "title", "extent", "printed_at", "output", "pages", "scans", "printed_by"),
    chips="output",
    empty="還沒有列印登記。\n\n在「表單列印」列印或存檔時，程式自動編號並登記在這裡；\n簽核後的掃描檔附在那一筆上。",
    hidden=("form", "ordered", "position"),
    importable=False,
)
