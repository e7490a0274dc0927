#!/usr/bin/env bash
# Build the Windows program on Linux and let it test itself, under wine: for checking only. What is released is built by
# the same spec on Windows.
#
#   WINE_TOOLS=FOLDER packaging/build-wine.sh ROOT [DIST]
#
# ROOT        a Windows Python under wine with the packages of requirements.lock in it (--install puts them there)
# WINE_TOOLS  where setup.sh, install.sh and run.sh of that Python lie
# DIST        where the bundle is made (dist/windows)
# PYTHON      a Python of this machine with fonttools, for the fonts of rare characters (.venv/bin/python)
set -euo pipefail
cd "$(dirname "$0")/.."
[[ ${1:-} == --install ]] && { install=1; shift; }
root=${1:?where is the Windows Python?}; dist=${2:-dist/windows}; tools=${WINE_TOOLS:?where are the tools?}
run() { bash "$tools/run.sh" "$root" "$@"; }
if [[ -n ${install:-} ]]; then
  grep -v '^#' requirements.lock | xargs bash "$tools/install.sh" "$root"
fi

work=build/windows
"${PYTHON:-.venv/bin/python}" packaging/bundle.py --fonts "$work/fonts"
mkdir -p "$dist"
# Only the files tell how a run under wine went.
rm -rf "$dist/ISMS Desktop" "$work/report.json" "$work/isms-desktop"
run packaging/bundle.py --dist "$dist" --work "$work" --out "$work/self-test" --report "$work/report.json" || true
cat "$work/report.json"
grep -q '^  "ok": true' "$work/report.json"
