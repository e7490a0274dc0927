"""The lines of the house: who may know whom, and how large a thing may grow before it is two things."""

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from pytest_archon import archrule

import isms_desktop

PACKAGE = Path(isms_desktop.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())

HEAVY = ("reportlab", "openpyxl", "python_calamine", "sqlite_utils", "PySide6", "pypdf", "fontTools", "odfdo")

# What a layer must not know, whether at the top of a module or inside a function. `domain` stands on nothing;
# `exchange` and `printing` stand on it alone; the window and the command line stand on `services`.
FORBIDDEN = {
    "domain": ("store", "services", "exchange", "printing", "ui", "cli", "commands", "console", "paths"),
    "store": ("services", "exchange", "printing", "ui", "cli", "commands", "console"),
    "exchange": ("store", "services", "printing", "ui", "cli", "commands", "console"),
    "printing": ("store", "services", "exchange", "ui", "cli", "commands", "console"),
    "services": ("ui", "cli", "commands", "console"),
    "ui": ("store", "exchange", "printing", "cli", "commands", "console"),
}


@pytest.mark.parametrize("layer", FORBIDDEN)
def test_a_layer_knows_only_those_below_it(layer: str) -> None:
    rule = archrule(f"{layer} stands where it should").match(f"isms_desktop.{layer}*")
    for other in FORBIDDEN[layer]:
        rule = rule.should_not_import(f"isms_desktop.{other}*")
    rule.check("isms_desktop", only_direct_imports=True)


def test_only_the_window_knows_qt() -> None:
    rule = archrule("Qt stays in ui").match("isms_desktop*").exclude("isms_desktop.ui*")
    rule.should_not_import("PySide6*").check("isms_desktop", only_direct_imports=True)


def test_the_domain_opens_no_file_and_knows_no_database() -> None:
    rule = archrule("domain is plain Python").match("isms_desktop.domain*")
    for outside in ("sqlcipher3*", "sqlite3*", "sqlite_utils*", "os*", "pathlib*", "io*", "PySide6*"):
        rule = rule.should_not_import(outside)
    rule.check("isms_desktop", only_direct_imports=True)


# Imports as Python itself meets them when a module is first read


def _module(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {_module(path): path for path in FILES}


def _at_import(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    """The import statements that run when the module is read: not those inside functions or ``TYPE_CHECKING``."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for other in child.orelse:
                yield from _at_import(other)
        elif not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _at_import(child)


@cache
def _imports(module: str) -> frozenset[str]:
    """The modules of this package that a module imports when it is read."""
    return _named(module, _at_import(ast.parse(MODULES[module].read_text("utf-8"))))


def _all_imports(module: str) -> frozenset[str]:
    """The modules of this package that a module imports at any time."""
    tree = ast.parse(MODULES[module].read_text("utf-8"))
    return _named(module, (each for each in ast.walk(tree) if isinstance(each, ast.Import | ast.ImportFrom)))


def _named(module: str, statements: Iterable[ast.Import | ast.ImportFrom]) -> frozenset[str]:
    found: set[str] = set()
    for statement in statements:
        if isinstance(statement, ast.Import):
            names = [alias.name for alias in statement.names]
        else:
            names = [statement.module or "", *(f"{statement.module}.{alias.name}" for alias in statement.names)]
        found.update(name for name in names if name in MODULES)
    return frozenset(found - {module})


def test_no_module_waits_for_itself() -> None:
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " → ".join((*way[way.index(module) :], module))
        if module not in done:
            for other in sorted(_imports(module)):
                visit(other, (*way, module))
            done.add(module)

    for module in MODULES:
        visit(module, ())


def test_no_two_modules_know_each_other_not_even_for_their_types() -> None:
    """As above, with the imports inside functions and under ``TYPE_CHECKING``."""
    known = {module: _all_imports(module) for module in MODULES}
    while free := [module for module, others in known.items() if not others & known.keys()]:
        for module in free:
            del known[module]
    assert not known


def test_the_command_line_starts_without_the_window() -> None:
    for module in (
        "isms_desktop.cli",
        "isms_desktop.commands",
        "isms_desktop.commands_records",
        "isms_desktop.console",
    ):
        assert not [name for name in _imports(module) if name.startswith("isms_desktop.ui")]


@pytest.mark.parametrize(
    "module", ["isms_desktop.cli", "isms_desktop.services.offices", "isms_desktop.services.records"]
)
def test_starting_brings_in_no_heavy_library(module: str) -> None:
    code = f"import sys, {module}; print(*sorted(name for name in {HEAVY!r} if name in sys.modules))"
    program = subprocess.run(
        [sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=True
    )
    assert program.stdout.split() == []


# How large a thing may grow


def _lines(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@every_file
def test_a_file_says_why_it_exists_and_fits_a_reader(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "the first lines say why it exists"
    assert len(text.splitlines()) <= 400
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            methods = [each for each in node.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
            assert len(methods) <= 30, f"{node.name} has {len(methods)} methods"
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert _lines(node) <= 60, f"{node.name} has {_lines(node)} lines"
