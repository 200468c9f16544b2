#!/bin/sh
# Do the examples do what they say, and stay short?
# check-examples.sh SOURCE LABEL RESOLVE ROOMS WHERE LIBRARY ALARM LOOKUP-LIBRARY PROGRAM
source=$1 label=$2 resolve=$3 rooms=$4 where=$5 library=$6 alarm=$7 lookup_library=$8 program=$9
sample=$source/data/sample/campus.json
bad=0
expect() { # WHAT GOT WANTED
	[ "$2" = "$3" ] || { echo "$1: got \"$2\", wanted \"$3\""; bad=1; }
}
for file in "$source"/examples/*.c "$source"/examples/*.py; do
	[ "$(wc -l <"$file")" -lt 80 ] || { echo "$file has 80 lines or more"; bad=1; }
done
expect label "$("$label" | cut -d" " -f1)" D6-3
located=$("$resolve" "$sample" GSD-0147)
case $located in "GSD-0147 | BLDG Main | FLR 2 | RM 214 | GRID "*) ;; *) expect resolve "$located" "GSD-0147 in room 214" ;; esac
"$resolve" "$sample" nobody >/dev/null
expect "resolve of an unknown id" $? 1
expect rooms "$("$rooms" "$sample" | wc -l)" "$("$rooms" "$sample" | grep -c ' [A-Z]*[0-9]*:[0-9]*%')"
[ "$("$rooms" "$sample" | wc -l)" -gt 150 ] || { echo "rooms: too few"; bad=1; }
expect where "$("$where" "$sample" 20000)" "$("$where" "$sample" 20000)"
case $("$where" "$sample" 20000) in 0\ * | "") expect where nothing "points in rooms" ;; esac
# A lookup file, from a server in C; a bad new file leaves the old one serving.
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
"$program" pack -q "$sample" -o "$work/s.cgx" || { echo "pack failed"; bad=1; }
cp "$work/s.cgx" "$work/served.cgx"
got=$({ echo GSD-0147; sleep 0.3; head -c 999 "$work/s.cgx" >"$work/served.cgx"; echo reload; echo nobody; } |
	"$alarm" "$work/served.cgx" 2>"$work/err" | cut -c1-31 | tr '\n' ';')
expect alarm "$got" "GSD-0147 | BLDG Main | FLR 2 | ;nobody | UNKNOWN;"
grep -q 'the old file goes on serving: .*cut short' "$work/err" || { cat "$work/err"; bad=1; }
if command -v python3 >/dev/null; then
	if nm -D "$lookup_library" | grep -q __asan_init; then echo "skipped: lookup.py under a sanitizer"; else
		got=$(python3 "$source/examples/lookup.py" "$lookup_library" "$work/s.cgx" GSD-0147 nobody |
			python3 -c 'import json,sys; print(*[json.loads(l)["status"] for l in sys.stdin])')
		expect lookup.py "$got" "ok unknown"
	fi
	# A sanitizer cannot be loaded into an interpreter that was built without it.
	if nm -D "$library" | grep -q __asan_init; then echo "skipped: resolve.py under a sanitizer"; else
		got=$(python3 "$source/examples/resolve.py" "$library" "$sample" GSD-0147 nobody |
			python3 -c 'import json,sys; print(*[json.loads(l)["status"] for l in sys.stdin])')
		expect resolve.py "$got" "ok unknown"
	fi
else
	echo "skipped: no python3"
fi
exit $bad
