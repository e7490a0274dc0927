"""The command about the password of a file."""

import argparse
from pathlib import Path

from isms_desktop.console import asked_password, emit, password, password_in
from isms_desktop.domain.findings import UserError


def run_password(args: argparse.Namespace) -> int:
    """Set, change or remove the password; what is to become of older copies."""
    from isms_desktop.services import passwords

    path = Path(args.file)
    if not path.is_file():
        raise UserError(f"找不到檔案「{path.name}」。", "它可能被移走或改名了，請重新指定。")
    former = None
    if passwords.has_password(path):
        given = password(args)
        former = passwords.unlock(path, asked_password("目前的密碼：") if given is None else given)
    elif args.remove:
        raise UserError(f"「{path.name}」沒有密碼。", "不必移除。")
    key = passwords.change(path, former, None if args.remove else _new(args), keep_copy=args.keep_copy)
    left = passwords.old_copies(path, key, former)
    settled = [each for each in left if args.copies == "delete" or (args.copies == "follow" and each.can_follow)]
    if args.copies == "delete":
        passwords.delete(settled)
    elif args.copies == "follow":
        failed = passwords.follow(settled, key)
        settled = [each for each in settled if each.copy.path not in failed]
    others = [each.copy.path for each in left if each not in settled]
    lines = [f"已移除「{args.file}」的密碼。" if key is None else f"「{args.file}」已加密，請保管好密碼。"]
    lines += [f"改好密碼的備份：{len(settled)} 份"] if settled and args.copies == "follow" else []
    lines += [f"刪除的備份：{len(settled)} 份"] if settled and args.copies == "delete" else []
    lines += [f"密碼不同的舊備份：{each}" for each in others]
    data = {"file": args.file, "encrypted": key is not None, "settled": len(settled), "others": [*map(str, others)]}
    return emit(args, data, lines)


def _new(args: argparse.Namespace) -> str:
    if args.new_password_file:
        return password_in(Path(args.new_password_file))
    typed = asked_password("新密碼：")
    if asked_password("再輸入一次新密碼：") != typed:
        raise UserError("兩次輸入的新密碼不一樣，密碼沒有變動。", "請再試一次。")
    return typed
