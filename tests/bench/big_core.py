"""What the big office stands on: one source of chance, its people, its assets and their risks."""

import datetime
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from isms_desktop.store.history import Action

Row: TypeAlias = Mapping[str, Any]
SEED = 1151120
TODAY = datetime.date(2026, 11, 20)
YEAR = 115
SURNAMES = "林陳王李張黃吳劉蔡楊許鄭謝郭洪邱曾廖賴徐周葉蘇莊呂江何蕭羅高"
GIVEN = "怡君志明雅婷家豪淑芬俊傑美玲建宏佩珊宗翰詠晴柏宇綉雲堃哲喆安峯銘犇輝"
DEPARTMENTS = ("秘書室", "人事室", "會計室", "政風室", "綜合規劃科", "產業發展科", "資訊管理科", "行銷推廣科")
THINGS = (
    "公文管理系統", "個人電腦", "網路交換器", "雷射印表機", "備份伺服器", "不斷電系統", "差勤資料庫", "場地租借網站",
)  # fmt: skip
_TITLES = ("科員", "辦事員", "專員", "技士", "助理員", "管理師")
_PLACES = ("一樓服務臺", "二樓機房", "三樓辦公室", "檔案室", "會議室")


class Core:
    """Fills one office; every choice comes from one seeded source, so two offices are alike to the last word."""

    def __init__(self, action: Action, categories: Sequence[Any], ranges: Mapping[str, tuple[int, int]]) -> None:
        self._action = action
        self._chance = random.Random(SEED)
        self._categories = categories
        self._ranges = ranges
        self._names: list[str] = []

    # Helpers

    def _add(self, kind: str, rows: Iterable[Row]) -> list[int]:
        return self._action.insert_many(kind, rows)

    def _day(self, first: int = -3 * 365, last: int = 0) -> str:
        """A day that many days from today, somewhere between the two."""
        return (TODAY + datetime.timedelta(days=self._chance.randint(first, last))).isoformat()

    def _moment(self, day: str, minutes: int) -> str:
        return (datetime.datetime.fromisoformat(day) + datetime.timedelta(minutes=minutes)).isoformat(
            timespec="minutes"
        )

    def _somebody(self) -> str:
        return self._chance.choice(self._names)

    def _levels(self, *scales: str) -> dict[str, int]:
        return {each: self._chance.randint(*self._ranges[each]) for each in scales if each in self._ranges}

    # Registers

    def _people(self, count: int) -> list[tuple[int, Row]]:
        rows = []
        for place in range(count):
            given = "".join(self._chance.choices(GIVEN, k=2))
            name = f"{self._chance.choice(SURNAMES)}{given}"
            rows.append(
                {
                    "name": name if name not in self._names else f"{name}{place}",
                    "department": DEPARTMENTS[place % len(DEPARTMENTS)],
                    "job_title": self._chance.choice(_TITLES),
                    "extension": f"{1000 + place}",
                    "email": f"user{place}@big.example",
                    "roles": ("ciso", "manager") if not place else self._role(place),
                    "joined_on": self._day(-9000, -400),
                    "left_on": self._day(-300, -1) if place % 40 == 39 else "",
                }
            )
            self._names.append(str(rows[-1]["name"]))
        ids = self._add("person", rows)
        kinds = ("professional", "competency")
        self._add(
            "certificate",
            (
                {"person": each, "kind": kinds[place % 2], "name": f"資安證照第 {place} 號", "issuer": "某驗證機構",
                 "obtained_on": self._day(-900, -500), "expires_on": self._day(-30, 700)}
                for place, each in enumerate(ids[:40])
            ),
        )  # fmt: skip
        self._add(
            "pledge",
            (
                {"kind": "staff", "signer": row["name"], "person": each,
                 "signed_on": self._day(-2000, -10), "copies": 1}
                for each, row in zip(ids[:280], rows, strict=False)
            ),
        )  # fmt: skip
        return list(zip(ids, rows, strict=True))

    @staticmethod
    def _role(place: int) -> tuple[str, ...]:
        return ("security_staff", "it_staff") if place < 4 else ("manager",) if place % 12 == 0 else ("user",)

    def _assets(self, count: int) -> list[tuple[int, dict[str, int]]]:
        rows, levels = [], []
        for place in range(count):
            category = self._categories[place % len(self._categories)].code
            level = self._levels("confidentiality", "integrity", "availability", "compliance")
            levels.append(level)
            rows.append(
                {
                    "number": f"{category}-{place:05}",
                    "category": category,
                    "name": f"{THINGS[place % len(THINGS)]} {place}",
                    "system_name": THINGS[place // 7 % len(THINGS)],
                    "department": DEPARTMENTS[place % len(DEPARTMENTS)],
                    "owner": self._somebody(),
                    "manager": self._somebody(),
                    "user": "全體同仁",
                    "custodian": self._somebody(),
                    "location": _PLACES[place % len(_PLACES)],
                    "brand": "某牌",
                    "model": f"M{place % 90}",
                    "serial": f"SN{place:08}",
                    "property_number": f"3140101-03-{place:07}",
                    "purchased_on": self._day(-3650, -30),
                    "ip_address": f"10.{place // 62500}.{place // 250 % 250}.{place % 250}",
                    "status": "scrapped" if place % 50 == 49 else "in_use",
                    "counted_on": self._day(-200, -60),
                    **level,
                }
            )
        return list(zip(self._add("asset", rows), levels, strict=True))

    def _risks(self, assets: Sequence[tuple[int, dict[str, int]]], count: int) -> Iterator[Row]:
        for place in range(count):
            asset, levels = assets[place * 7 % len(assets)]
            yield {
                "year": YEAR - place % 3,
                "asset": asset,
                "threat_code": f"T{place % 40:02}",
                "threat": "未經授權的存取",
                "weakness": "權限未定期檢視",
                "event": f"第 {place} 項：權限未收回，資料遭不當取用",
                "existing_controls": "帳號申請經主管核可，每季清查一次。",
                "response": self._chance.choice(("modify", "avoid", "share", "retain")),
                "owner": self._somebody(),
                **levels,
                **self._levels("likelihood", "impact"),
            }

    def _treatments(self, risks: Sequence[int]) -> Iterator[Row]:
        low = {scale: self._ranges[scale][0] for scale in ("likelihood", "impact")}
        for place, risk in enumerate(risks):
            done = place % 3 == 0
            yield {
                "risk": risk,
                "measure": f"改善措施 {place}：收回多餘權限並每月檢視",
                "responsible": self._somebody(),
                "due_on": self._day(-200, 200),
                "progress": "done" if done else "running",
                "finished_on": self._day(-200, -1) if done else "",
                "residual_likelihood": low["likelihood"],
                "residual_impact": low["impact"],
            }
