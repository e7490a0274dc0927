"""威脅弱點對應表: which events threaten which kind of asset (attachment 7 of seed 000, 捌之一之5).

The catalogue of the program is a start in our own words; the office adds and rewords.
"""

from isms_desktop.domain.fields import Choice, Record, choice, lines, record, text, yes_no

THREAT_KINDS = (
    Choice("information", "資訊資產", ("資訊",)),
    Choice("software", "軟體資產", ("軟體",)),
    Choice("physical", "實體資產", ("實體", "硬體", "硬體資產")),
    Choice("service", "支援服務資產", ("支援服務", "服務資產", "服務")),
    Choice("people", "人員資產", ("人員",)),
    Choice("personal", "個資資產", ("個資", "個人資料")),
)


@record("threat", "威脅弱點", identity=("code",), title=("code", "event"), unit="項")
class Threat(Record):
    """One pair of threat and weakness, the event in which they meet, and what usually guards against it."""

    code: str = text("代號", required=True, unique=True, width=8, longest=20, synonyms=("編號",))
    asset_kind: str = choice("適用資產", THREAT_KINDS, required=True, synonyms=("資產類別", "類別"))
    threat: str = text("威脅", required=True, width=18)
    weakness: str = text("弱點", required=True, width=22, synonyms=("脆弱性",))
    event: str = text("事件說明", required=True, width=30, synonyms=("事件", "風險事件", "事件描述"))
    controls: str = lines("常用控制措施", synonyms=("控制措施", "建議措施"))
    built_in: bool | None = yes_no("內建", help="程式所附的項目；改寫後仍屬本機關自訂內容。")
