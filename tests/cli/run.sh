#!/bin/sh
# Runs one file of cases against the command.
#   run.sh PROGRAM SOURCE CASES
# CAMPUSGRID_UPDATE=1 rewrites the golden files in place of comparing them.
# A file of cases is shell: `it` names a case, `run` runs the command with the exit code that is
# wanted first, and the lines after it say what must stand in `out` and `err`.
set -u
program=$(realpath "$1") source=$(realpath "$2") cases=$(realpath "$3")
golden=$source/tests/cli/golden
sample=$source/data/sample/campus.json
work=$(mktemp -d "${TMPDIR:-/tmp}/campusgrid-cli-XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
# 2026-08-01; and nothing else of the caller's surroundings.
SOURCE_DATE_EPOCH=1785542400 LC_ALL=C TZ=UTC
export SOURCE_DATE_EPOCH LC_ALL TZ
cd "$work" || exit 1
: >"$work/.log"
case_name=

it() {
	case_name=$1
	printf 'case\n' >>"$work/.log"
}

# fail WHAT: the files are shown, since a case that failed elsewhere cannot be looked at.
fail() {
	printf 'FAIL %s\n' "$case_name" >>"$work/.log"
	printf '%s: %s: %.300s\n' "$(basename "$cases")" "$case_name" "$1"
	[ -s out ] && head -n 20 out | sed 's/^/  out| /'
	[ -s err ] && head -n 20 err | sed 's/^/  err| /'
	return 0
}

# run EXIT ARGUMENTS...: standard input is whatever it is.
run() {
	want=$1
	shift
	"$program" "$@" >out 2>err
	code=$?
	[ "$code" -eq "$want" ] || fail "exit $code in place of $want: campusgrid $*"
}
# run_to FILE EXIT ARGUMENTS...: standard output goes to FILE.
run_to() {
	to=$1 want=$2
	shift 2
	: >out
	"$program" "$@" >"$to" 2>err
	code=$?
	[ "$code" -eq "$want" ] || fail "exit $code in place of $want: campusgrid $* >$to"
}

out_has() { grep -qF -e "$1" out || fail "standard output lacks: $1"; }
out_lacks() { ! grep -qF -e "$1" out || fail "standard output has: $1"; }
err_has() { grep -qF -e "$1" err || fail "standard error lacks: $1"; }
err_lacks() { ! grep -qF -e "$1" err || fail "standard error has: $1"; }
out_empty() { [ ! -s out ] || fail 'standard output is not empty'; }
err_empty() { [ ! -s err ] || fail 'standard error is not empty'; }
out_lines() { [ "$(wc -l <out)" -eq "$1" ] || fail "standard output has not $1 lines"; }
err_lines() { [ "$(wc -l <err)" -eq "$1" ] || fail "standard error has not $1 lines"; }
# Every message starts with the name of the program, and nothing else is said.
err_named() { ! grep -qv "^campusgrid $1: " err || fail "a message does not start with campusgrid $1:"; }
holds() { [ "$(cat "$1")" = "$2" ] || fail "$1 is not: $2"; }
absent() { [ ! -e "$1" ] || fail "$1 is there"; }
present() { [ -s "$1" ] || fail "$1 is not there, or empty"; }
# Nothing but what is named is in the folder.
only() {
	folder=$1
	shift
	[ "$(ls -A "$folder")" = "$(printf '%s\n' "$@")" ] || fail "$folder has: $(ls -A "$folder" | tr '\n' ' ')"
}
# golden NAME [FILE]: `out`, or FILE, is as it was when it was last looked at.
golden() {
	if [ -n "${CAMPUSGRID_UPDATE:-}" ]; then
		cp "${2:-out}" "$golden/$1"
	elif ! cmp -s "${2:-out}" "$golden/$1"; then
		fail "differs from golden/$1 (CAMPUSGRID_UPDATE=1 rewrites it)"
		diff -u "$golden/$1" "${2:-out}" | head -n 30
	fi
}
# json FILE: is it JSON? (Where Python is there.)
json() {
	command -v python3 >/dev/null || return 0
	python3 -m json.tool "$1" >/dev/null 2>json-err || fail "$1 is no JSON: $(cat json-err)"
}

# A plan of two rooms and a door, 20 m by 10 m.
plan() {
	cat >"${1:-plan.geojson}" <<'END'
{"type": "FeatureCollection", "features": [
  {"type": "Feature", "id": "a", "properties": {"room": "101", "name": "Art", "level": "1", "building": "Main"},
   "geometry": {"type": "Polygon", "coordinates": [[[-75.0001, 40.0], [-75.0, 40.0], [-75.0, 40.0001], [-75.0001, 40.0001], [-75.0001, 40.0]]]}},
  {"type": "Feature", "id": "b", "properties": {"room": "102", "level": "1", "building": "Main"},
   "geometry": {"type": "Polygon", "coordinates": [[[-75.0002, 40.0], [-75.0001, 40.0], [-75.0001, 40.0001], [-75.0002, 40.0001], [-75.0002, 40.0]]]}}
]}
END
}

# shellcheck disable=SC1090
. "$cases"
cases_run=$(grep -c '^case$' .log)
failures=$(grep -c '^FAIL ' .log)
echo "$cases_run cases, $failures failures"
[ "$cases_run" -gt 0 ] && [ "$failures" -eq 0 ]
