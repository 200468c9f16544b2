# shellcheck shell=sh
# What is said before any input is read: the list, the help, and mistakes of the command line.
commands='init place info grid map table resolve locate'

it 'no arguments list the commands'
run 0
for command in $commands; do out_has "  $command "; done
err_empty
cp out list
it '--help is the same list'
run 0 --help
cmp -s out list || fail 'the list differs'

it '--version names the libraries'
run 0 --version
out_has 'campusgrid 0.1.0'
out_has GEOS
out_has cairo
err_empty

it 'an unknown command names the nearest'
run 2 tabel
err_has 'did you mean table?'
out_empty
run 2 xyzzyplugh
err_lacks 'did you mean'
err_lines 1

for command in $commands; do
	it "$command --help"
	run 0 "$command" --help
	out_has "usage: campusgrid $command "
	out_has '--help'
	out_has 'examples:'
	err_empty
	[ "$(grep -c '^  .*campusgrid '"$command" out)" -eq 2 ] || fail 'not two worked examples'
	it "$command with an unknown option"
	run 2 "$command" --forec x
	err_has 'is no option of'
	err_has 'did you mean --force?'
	err_named "$command"
	err_lines 1
	out_empty
	it "$command without an operand"
	run 2 "$command"
	err_has 'is missing'
	err_named "$command"
	it "$command writes its help to a full disk"
	run_to /dev/full 4 "$command" --help
	err_has 'No space left on device'
done
it 'the list on a full disk'
run_to /dev/full 4
err_has 'No space left on device'

it 'the operands of each command'
run 2 info a b
err_has 'one argument too many: b'
run 2 table rooms
err_has 'INPUT is missing'
run 2 table tables x
err_has 'table "tables": there are cells, rooms, pieces, doors, assets, sensors'
run 2 init a b
err_has 'too many'

it 'an option of another command'
run 2 info --scale 1:500 x
err_has '--scale is no option of info'
err_lacks 'did you mean'

it 'options and their values'
run 2 map x -o
err_has '--output needs OUT'
run 2 map x --scale --dpi 3
err_has '--scale needs 1:N'
run 2 info --json=yes x
err_has '--json takes no value'
run 2 map x -o a.pdf -o b.pdf
err_has '--output is given twice'
run 2 map -x
err_has '-x is no option of map'
run 3 info -qv --strict missing.geojson
run 3 info --strict -- -missing.geojson
err_has '-missing.geojson'

it 'map: what cannot be'
run 2 map x
err_has '-o OUT is missing'
run 2 map x -o x.html
err_has 'format "html": there are pdf, png, svg'
run 2 map x -o x.kmz
err_has 'there are pdf, png, svg'
run 2 map x -o x
err_has 'no format'
run 2 map x -o x.pdf -f gif
err_has 'format "gif"'
run 2 map x -o x.pdf --scale 2:500
err_has '--scale 2:500 is not 1:N'
run 2 map x -o x.pdf --scale 1:0
run 2 map x -o x.pdf --dpi 1
err_has 'from 10 to 4800'
run 2 map x -o x.pdf --dpi nan
run 2 map x -o x.pdf --landscape --portrait
err_has 'exclude each other'
run 2 map x -o x.pdf --audience pupils
err_has 'there are owner, responder, public'
SOURCE_DATE_EPOCH=yesterday run 2 map x -o x.pdf
err_has 'SOURCE_DATE_EPOCH'
absent x.pdf

it 'table, grid, resolve: formats there are'
run 2 table rooms x -f shp
err_has 'format "shp": there are csv, json, ndjson, geojson, kml, gpkg'
run 2 table rooms x -o rooms.xlsx
err_has 'format "xlsx"'
run 2 grid x -f pdf
err_has 'there are text, json, geojson'
run 2 resolve x -f geojson
err_has 'there are text, csv, json, ndjson'
run 2 resolve -
err_has 'cannot be both'

it 'the grid is judged before the input is read'
run 2 table rooms missing.geojson --cell 0
run 2 table rooms missing.geojson --labels b2
run 2 table rooms missing.geojson --start up
run 2 table rooms missing.geojson --origin 91,0
run 2 table rooms missing.geojson --columns -1
run 2 table rooms missing.geojson --turn north
run 2 table rooms missing.geojson --separator ::
err_named table

it 'grid --save needs a campus.json'
plan
run 2 grid --save plan.geojson
err_has 'needs a campus.json'
run 2 grid --save -
run 2 grid --save .

it 'a long word does not break a message'
run 2 map "--$(printf '%03000d' 0)"
err_lines 1
run 2 "$(printf '%03000d' 0)"
err_lines 1
run 2 map x -o "x.$(printf '%03000d' 0)"
err_lines 1
