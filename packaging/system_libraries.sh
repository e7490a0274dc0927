#!/usr/bin/env bash
# Installs the system libraries that Qt needs on Debian and Ubuntu, only when some are missing.
#
#   system_libraries.sh             what the program needs
#   system_libraries.sh --readers   also what the tests read results with: LibreOffice, the fall-back fonts, CJK screen font,
#                                   a reader of QR codes
set -euo pipefail

declare -A package_of=(
  [libEGL.so.1]=libegl1 [libGL.so.1]=libgl1 [libxkbcommon.so.0]=libxkbcommon0 [libdbus-1.so.3]=libdbus-1-3
  [libfontconfig.so.1]=libfontconfig1 [libglib-2.0.so.0]=libglib2.0-0 [libxkbcommon-x11.so.0]=libxkbcommon-x11-0
  [libxcb-cursor.so.0]=libxcb-cursor0 [libxcb-icccm.so.4]=libxcb-icccm4 [libxcb-keysyms.so.1]=libxcb-keysyms1
  [libxcb-shape.so.0]=libxcb-shape0 [libxcb-render-util.so.0]=libxcb-render-util0 [libxcb-image.so.0]=libxcb-image0
)

[ "$(uname -s)" = Linux ] || exit 0

missing=()
known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)
for library in "${!package_of[@]}"; do
  grep -q "^[[:space:]]*$library " <<<"$known" || missing+=("${package_of[$library]}")
done
if [ "${1:-}" = --readers ]; then
  for package in libreoffice-calc libreoffice-writer fonts-noto-cjk fonts-cns11643-kai poppler-utils zbar-tools; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
fi
[ ${#missing[@]} -eq 0 ] && exit 0

run=()
if [ "$(id -u)" -ne 0 ]; then
  run=(sudo)
fi
if ! command -v apt-get >/dev/null || { [ ${#run[@]} -gt 0 ] && ! command -v sudo >/dev/null; }; then
  echo "缺少系統程式庫，請先安裝：${missing[*]}" >&2
  exit 1
fi
echo "安裝系統程式庫：${missing[*]}"
"${run[@]}" apt-get update -qq
"${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || {
  echo "系統程式庫安裝失敗，請先安裝：${missing[*]}" >&2
  exit 1
}
