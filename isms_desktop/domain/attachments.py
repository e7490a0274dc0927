"""附件: scans and photos that belong to a record. The bytes are kept once, under their SHA-256."""

from isms_desktop.domain.fields import Record, integer, record, text


@record("attachment", "附件", identity=("owner_kind", "owner_id", "sha256"), title=("name",), unit="個")
class Attachment(Record):
    """One file linked to one record."""

    owner_kind: str = text("所屬類別", required=True)
    owner_id: int | None = integer("所屬紀錄", required=True)
    name: str = text("檔名", required=True, width=30, longest=255)
    sha256: str = text("SHA-256", required=True, width=20, longest=64)
    size: int | None = integer("大小", required=True, unit="位元組")
