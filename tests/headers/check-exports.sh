#!/bin/sh
# Do the map file, the built library and (where some are named) the headers have the same functions?
# check-exports.sh SOURCE MAP LIBRARY [HEADER ...]
source=$1 map=$2 library=$3
shift 3
cd "$source" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
sed -n 's/^[[:space:]]*\(cgrid_[a-z0-9_]*\);.*/\1/p' "$map" >"$work/map"
LC_ALL=C sort -uc "$work/map" || { echo "$map is not sorted"; exit 1; }
nm -D --defined-only "$library" | sed -n 's/.* [TDB] \([A-Za-z_][A-Za-z0-9_]*\).*/\1/p' | LC_ALL=C sort >"$work/built"
diff "$work/map" "$work/built" || { echo "$map (<) and $library (>) differ"; exit 1; }
[ $# -gt 0 ] || exit 0
# A declaration may be broken over lines: joined up to its semicolon first.
cat "$@" | tr '\n' ' ' | grep -oE 'CGRID_API [^;]*;' | sed -nE 's/^CGRID_API [^(]*[ *](cgrid_[a-z0-9_]*)\([^"]*$/\1/p' |
	LC_ALL=C sort -u >"$work/headers"
diff "$work/headers" "$work/map" || { echo "the headers (<) and $map (>) differ"; exit 1; }
