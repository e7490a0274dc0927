"""An open office: its file, its rules, its records in memory. Opening, making and practising."""

import contextlib
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from isms_desktop import paths
from isms_desktop.domain.agency import Agency
from isms_desktop.domain.fields import Value
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.profile import Profile
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.services import library
from isms_desktop.store.history import Action, Changed
from isms_desktop.store.keys import Key
from isms_desktop.store.lock import Holder
from isms_desktop.store.office_file import Store, create_store, open_store

SUFFIX = ".isms"
_FEW = 100
"""Single records from which reading all of a type is quicker."""


class Office:
    """The opened office of one thread. Serves computed fields as their ``Surroundings``."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.saved_at: datetime.datetime | None = None
        """When this session last wrote; None while it has not."""
        self._records: dict[str, dict[int, Any]] = {}
        self._read_at: dict[str, int] = {}
        """Record type → the newest action that the records in memory already show."""
        self._glances: dict[str, tuple[frozenset[str], list[Any]]] = {}
        self._few: dict[str, dict[int, Any]] = {}
        """Single records of types that have not been read as a whole."""
        self._links: dict[str, dict[str, dict[int, list[Any]]]] = {}
        """Record type → link → id pointed at → the records that do: made when somebody asks."""
        self._rules: OfficeRules | None = None

    @property
    def path(self) -> Path:
        """The office's file."""
        return paths.shown(self.store.path)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed: another holds the file, or it cannot be written."""
        return self.store.read_only

    @property
    def holder(self) -> Holder | None:
        """Who holds the file when we do not."""
        return self.store.holder

    @property
    def encrypted(self) -> bool:
        """Whether the file has a password."""
        return self.store.encrypted

    @property
    def key(self) -> Key | None:
        """The password of an encrypted file, for opening the same file once more; never to be shown or kept."""
        return self.store.key

    @property
    def origin(self) -> str:
        """A mark of the file that stays the same for good, so that its own exports are known again."""
        return self.store.origin

    @property
    def agency(self) -> Agency:
        """The one row that says whose file this is."""
        agency: Agency = self.all("agency")[0]
        return agency

    @property
    def rules(self) -> OfficeRules:
        """The office's profile, method and lists, by what its agency row says now."""
        if self._rules is None:
            agency = self.agency
            profile = library.profile(agency.profile)
            if profile is None:
                raise UserError(f"這個檔案的機關類型「{agency.profile}」不在本程式中。", "請更新程式後再開啟。")
            method = library.methods().get(agency.risk_method or profile.method)
            if method is None:
                raise UserError(f"這個檔案的風險計算方式「{agency.risk_method}」不在本程式中。", "請更新程式後再開啟。")
            self._rules = OfficeRules(profile, method, library.lists(), library.incident_edition)
        return self._rules

    def all(self, kind: str) -> list[Any]:
        """Every record of a type, oldest first."""
        return list(self._of(kind).values())

    def glance(self, kind: str, *keys: str) -> list[Any]:
        """Every record of a type, oldest first, with at least ``id`` and these fields.

        Full records when they are in memory anyway; otherwise only what was asked for, so that counting five thousand
        assets does not keep the first page waiting.
        """
        known = self._records.get(kind)
        if known is not None:
            return list(known.values())
        if self.store.writing:
            return self.store.glance(kind, keys)
        kept = self._glances.get(kind)
        if kept is None or not kept[0].issuperset(keys):
            seen = frozenset(keys) if kept is None else kept[0].union(keys)
            kept = self._glances[kind] = seen, self.store.glance(kind, seen)
        return kept[1]

    def count(self, kind: str) -> int:
        """How many records of a type there are, without reading them."""
        known = self._records.get(kind)
        return self.store.count(kind) if known is None else len(known)

    def find(self, kind: str, record_id: Value) -> Any:
        """The record of that kind and id; None when there is none, and for an empty link.

        The names of the few assets that a list of risks shows at first are no reason to read five thousand of them.
        """
        if not isinstance(record_id, int):
            return None
        if kind in self._records or self.store.writing:
            return self._of(kind).get(record_id)
        few = self._few.setdefault(kind, {})
        if record_id not in few:
            if len(few) >= _FEW:
                return self._of(kind).get(record_id)
            few[record_id] = self.store.get(kind, record_id)
        return few[record_id]

    def pointing(self, kind: str, key: str, record_id: int) -> list[Any]:
        """The records of a kind whose link ``key`` points at that id, oldest first."""
        if self.store.writing:
            return self.store.pointing_at(kind, key, record_id)
        links = self._links.setdefault(kind, {})
        if key not in links:
            found: dict[int, list[Any]] = {}
            for record in self._of(kind).values():
                if target := getattr(record, key):
                    found.setdefault(target, []).append(record)
            links[key] = found
        return links[key].get(record_id, [])

    @contextlib.contextmanager
    def action(
        self, label: str, *, undoable: bool = True, outside: bool = False, patience: float = 0
    ) -> Iterator[Action]:
        """One step, undoable unless told (see ``Store.action``); afterwards the records in memory are up to date.

        ``outside``: it tells of what has happened outside the file and cannot be taken back there, such as a print;
        undo passes over it to what was done before.
        """
        mode = "keep" if outside else "do" if undoable else "base"
        try:
            with self.store.action(label, mode, patience=patience) as action:
                yield action
        except BaseException:
            # What was read in the middle of it may hold what has not happened.
            for kind in [kind for kind, read_at in self._read_at.items() if not read_at]:
                self._records.pop(kind, None)
                self._links.pop(kind, None)
            raise
        self.absorb(action.result())

    def absorb(self, changed: Changed | None) -> Changed | None:
        """Take notice of what an action changed, also one made over another connection. Twice does no harm."""
        if changed is None:
            return None
        self.saved_at = datetime.datetime.now()
        for kind, ids in changed.touched.items():
            self._glances.pop(kind, None)
            self._links.pop(kind, None)
            self._few.pop(kind, None)
            known = self._records.get(kind)
            if known is None or self._read_at[kind] >= changed.action:
                continue
            if len(ids) > 500:  # reading the table anew is quicker than one record after the other
                del self._records[kind]
                continue
            self._refresh(kind, known, ids)
            if self._read_at[kind] == changed.action - 1:  # otherwise one in between is still to be told
                self._read_at[kind] = changed.action
        if changed.touches("agency"):
            self._rules = None
        return changed

    def adopt(self, worker: "Office", kind: str) -> None:
        """Take over the records that a job has read, so that the window need not read them again.

        Unless something has been written since: then what the window has is the newer.
        """
        if kind in worker._records and worker._read_at[kind] >= self.store.newest_action():
            self._links.pop(kind, None)
            self._records[kind], self._read_at[kind] = worker._records[kind], worker._read_at[kind]

    @contextlib.contextmanager
    def worker(self) -> Iterator["Office"]:
        """The same office for a job on another thread."""
        with self.store.worker() as store:
            yield Office(store)

    def close(self) -> None:
        """Close the file and give it free."""
        self.store.close()

    def _of(self, kind: str) -> dict[int, Any]:
        if kind not in self._records:
            self._glances.pop(kind, None)
            self._few.pop(kind, None)
            # In the middle of an action more changes may follow: its end looks at them again.
            self._read_at[kind] = 0 if self.store.writing else self.store.newest_action()
            self._records[kind] = {record.id: record for record in self.store.all(kind)}
        return self._records[kind]

    def _refresh(self, kind: str, known: dict[int, Any], ids: frozenset[int]) -> None:
        came_back = False
        for record_id in sorted(ids):
            record = self.store.get(kind, record_id)
            if record is None:
                known.pop(record_id, None)
            else:
                came_back = came_back or (record_id not in known and bool(known) and record_id < max(known))
                known[record_id] = record
        if came_back:  # an undone deletion returns to its place, not to the end
            self._records[kind] = dict(sorted(known.items()))


def profiles() -> tuple[Profile, ...]:
    """The kinds of office to choose from."""
    return tuple(library.profiles().values())


def create_office(path: Path, *, profile: str, name: str, sample: bool = False, key: str | None = None) -> Office:
    """A new office file with the profile's scales and the threat catalogue; with ``sample`` also practice records.

    Raises UserError when the name is empty, the profile unknown, the file exists or cannot be written; then no file
    is left behind.
    """
    chosen = _known(profile)
    if not name.strip():
        raise UserError("機關全銜是空白的。", "請填寫機關全銜。")
    if key is not None:
        from isms_desktop.services.passwords import normal  # seldom: most files have none

        key = normal(key)
    store = create_store(path, key)
    try:
        office = Office(store)
        with office.action("建立機關檔案", undoable=False) as action:
            action.insert("agency", _first_agency(chosen, name.strip()))
            action.insert_many("scale", library.level_texts(library.methods()[chosen.method]))
            action.insert_many("threat", library.threat_catalogue())
        if sample:
            # Not at the top: opening a file needs nothing of it.
            from isms_desktop.services.samples import write_sample

            with office.action("填入練習資料", undoable=False) as action:
                write_sample(action, profile, office.agency.id, name.strip())
    except BaseException:
        store.close()
        path.unlink(missing_ok=True)
        raise
    return office


def open_office(path: Path, *, key: str | Key | None = None, read_only: bool = False) -> Office:
    """Open an office file. Raises UserError (FileProblem, WrongKey, NewerFile) with one clear sentence.

    A ``key`` that was worked out before (``passwords.unlock``) opens it at once; a password takes a moment.
    """
    if isinstance(key, str):
        from isms_desktop.services.passwords import unlocking

        key = unlocking(path, key)
    office = Office(open_store(path, key, read_only=read_only))
    try:
        if not office.all("agency"):
            raise UserError(f"「{path.name}」裡沒有機關資料。", "這個檔案可能沒有建立完成，請由備份還原或重新建立。")
        _ = office.rules
    except BaseException:
        office.close()
        raise
    return office


def practice_name(profile: str) -> str:
    """What the practice office of a profile is called. UserError for an unknown profile."""
    return str(library.sample_agency(_known(profile).id)["name"])


def practice_office(profile: str = "elementary-school-d") -> Path:
    """The practice file of a profile in the user's data folder; made when it is not there. Raises UserError."""
    path = paths.data_folder() / f"練習用機關-{profile}{SUFFIX}"
    if not path.exists():
        # It appears whole or not at all: a half-made one would be found and opened every time.
        unfinished = path.with_name(f"部分-{path.name}")
        unfinished.unlink(missing_ok=True)
        create_office(unfinished, profile=profile, name=practice_name(profile), sample=True).close()
        unfinished.replace(path)
    return path


def proposed_path(name: str) -> Path:
    """Where a new office's file is proposed to lie: the user's documents, named after the office."""
    stem = "".join("_" if character in '\\/:*?"<>|' or ord(character) < 32 else character for character in name.strip())
    return paths.documents_folder() / f"{stem[:60].rstrip('. ') or '本機關'}{SUFFIX}"


def _known(profile: str) -> Profile:
    if (found := library.profiles().get(profile)) is None:
        raise UserError(f"沒有「{profile}」這種機關類型。", f"可用的類型：{'、'.join(library.profiles())}。")
    return found


def _first_agency(profile: Profile, name: str) -> dict[str, Value]:
    return {
        "name": name,
        "grade": profile.grade,
        "profile": profile.id,
        "head_title": profile.head_title,
        "ciso_title": profile.ciso_title,
    }


def full_path(typed: str) -> Path:
    """Where a file goes whose place was typed by hand: a bare name lies among the documents and has our ending."""
    path = paths.documents_folder() / typed.strip()
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)


def is_gone(path: Path) -> bool:
    """Whether a file is no longer there. One on a share counts as there: a server that is off takes half a minute."""
    try:
        return not paths.shown(path).anchor.startswith("\\\\") and not path.is_file()
    except OSError:
        return True


def is_taken(path: Path) -> bool:
    """Whether something is there already; a name that the system cannot even look up is not."""
    try:
        return path.exists()
    except OSError:
        return False
