# shellcheck shell=sh
# Inputs that are not there, not readable, not what they should be: exit 3 and one line that says where.
bad() {
	for command in info 'table rooms' grid resolve; do
		# shellcheck disable=SC2086
		run 3 $command "$1" </dev/null
		err_named "${command%% *}"
		err_has "$2"
		out_empty
	done
	run 3 map "$1" -o map.pdf
	err_has "$2"
	absent map.pdf
}

it 'no file'
bad missing.geojson 'missing.geojson: '
bad missing.json 'missing.json: '
bad missing/campus.json 'missing/campus.json: '
it 'an empty file'
: >empty.geojson
bad empty.geojson 'empty.geojson:1:1: JSON: empty'
: >campus.json
bad campus.json 'campus.json:1:1: JSON: empty'
it 'truncated JSON'
plan
head -c 300 plan.geojson >cut.geojson
bad cut.geojson 'cut.geojson:'
err_has 'JSON: '
it 'NaN'
sed 's/, 40.0001\]/, NaN]/' plan.geojson >nan.geojson
bad nan.geojson 'nan.geojson:3:'
err_has 'JSON: '
it 'nesting without end'
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "[" }' >deep.geojson
bad deep.geojson 'deep.geojson:1:'
err_has 'JSON: '
it 'no GeoJSON at all'
echo '[1, 2]' >list.geojson
bad list.geojson 'list.geojson:1:1: '
err_lacks ':1: JSON:'
it 'a ring of two points'
cat >two.geojson <<'END'
{"type": "FeatureCollection", "features": [
  {"type": "Feature", "properties": {"room": "1", "level": "1"},
   "geometry": {"type": "Polygon", "coordinates": [[[-75.0, 40.0], [-75.0001, 40.0]]]}}
]}
END
bad two.geojson 'two.geojson:'
it 'a folder of nothing'
mkdir nothing
bad nothing 'nothing: '
it 'a device'
run 3 info /dev/zero
err_has '/dev/zero: '
it 'a lookup file, an empty archive'
: >x.cgx
run 3 info x.cgx
: >x.zip
run 3 info x.zip
err_has 'x.zip: ZIP: empty'

it 'standard input'
plan
run 0 info - <plan.geojson
out_has 'rooms 2'
run 3 info - </dev/null
err_has 'standard input:1:1: JSON: empty'
