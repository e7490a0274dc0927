#!/usr/bin/env bash
# Build the Windows program on Linux, let it test itself, install, use, update and remove it, under wine: for checking
# only. What is released is built by the same spec on Windows.
#
#   WINE_TOOLS=FOLDER packaging/build-wine.sh ROOT [DIST]
#
# ROOT        a Windows Python under wine with the packages of requirements.lock in it (--install puts them there)
# WINE_TOOLS  where setup.sh, install.sh and run.sh of that Python lie
# DIST        where bundle and release are made (dist/windows)
# PYTHON      a Python of this machine with requirements.lock, for fonts, icons and the installer (.venv/bin/python)
# QUICK=1     only an installer that is packed in seconds
# FULL_DRIVE  a drive (S:) of that wine with less room than the program takes, to see it refused
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8  # else wine turns Chinese paths into question marks
[[ ${1:-} == --install ]] && { install=1; shift; }
root=${1:?where is the Windows Python?}; dist=${2:-dist/windows}; tools=${WINE_TOOLS:?where are the tools?}
export LIMIT=${LIMIT:-1800} # a busy machine takes its time
run() { bash "$tools/run.sh" "$root" "$@"; }
if [[ -n ${install:-} ]]; then
  sed -e "/^#/d" -e "s/;.*//" requirements.lock | xargs bash "$tools/install.sh" "$root"
fi

work=build/windows
"${PYTHON:-.venv/bin/python}" packaging/bundle.py --fonts "$work/fonts"
mkdir -p "$dist"
# Only the files tell how a run under wine went.
rm -rf "$dist/ISMS Desktop" "$work/report.json" "$work/isms-desktop"
run packaging/bundle.py --dist "$dist" --work "$work" --out "$work/self-test" --report "$work/report.json" || true
cat "$work/report.json"
grep -q '^  "ok": true' "$work/report.json"

QT_QPA_PLATFORM=offscreen "${PYTHON:-.venv/bin/python}" packaging/release.py "$dist/ISMS Desktop" \
  --out "$dist/release" --work "$work/release" ${QUICK:+--quick}
setup=$(ls "$dist"/release/*-setup.exe)

# wine says that it is Windows 7: that is refused (10), until it is told to be Windows 10 for this installer.
versions='HKCU\Software\Wine\AppDefaults'
wine() { run --exe "$root/prefix/drive_c/windows/system32/reg.exe" "$@"; }
wine delete "$versions\\$(basename "$setup")" /f || true
code=0; run --exe "$setup" /S || code=$?
[[ $code == 10 ]] || { echo "an old Windows was not refused: $code"; exit 1; }
wine add "$versions\\$(basename "$setup")" /v Version /d win10 /f

rm -f "$work/try.json"
LIMIT=${LIMIT:-1500} run packaging/try_installer.py "$setup" --report "$work/try.json" ${FULL_DRIVE:+--full-drive "$FULL_DRIVE"} || true
grep -q '^ "ok": true' "$work/try.json"
