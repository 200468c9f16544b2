# shellcheck shell=sh
# The sample campus, through every command. CAMPUSGRID_UPDATE=1 rewrites what is expected.
# shellcheck disable=SC2154
ln -s "$source/data/sample" sample
input=sample/campus.json

it 'info'
run 0 info $input
golden sample-info.txt
run 0 info --json $input
golden sample-info.json
json out

it 'grid'
run 0 grid $input
golden sample-grid.txt
run 0 grid -f json $input
json out

it 'tables'
for kind in cells rooms pieces doors assets sensors; do
	run 0 table $kind $input
	err_empty
	if [ $kind = pieces ]; then
		head -n 60 out >some
		golden sample-pieces.csv some
	else
		golden sample-$kind.csv
	fi
	for format in json geojson ndjson; do
		run 0 table $kind $input -o $kind.$format
		present $kind.$format
		[ $format = ndjson ] || json $kind.$format
	done
done

it 'resolve answers as the table of sensors does'
cut -d, -f1 "$golden/sample-sensors.csv" | sed 1d >ids
run 1 resolve $input -f csv <ids
err_has '4 of 120 not located: 0 unknown, 4 outside, 0 ambiguous'
cmp -s out "$golden/sample-sensors.csv" || fail 'not the records of table sensors'

it 'the same bytes from another folder, another time zone, another locale'
mkdir elsewhere
cp -r "$source/data/sample" elsewhere/copy
TZ=Asia/Kathmandu LC_ALL=fr_FR.UTF-8 run 0 table rooms elsewhere/copy/campus.json
golden sample-rooms.csv
run 0 map $input -o a.pdf
TZ=Asia/Kathmandu LC_ALL=fr_FR.UTF-8 run 0 map elsewhere/copy/campus.json -o b.pdf
cmp -s a.pdf b.pdf || fail 'the maps differ'

it 'map: a file for each page'
mkdir pages
run 0 map $input -o pages/m.svg
present pages/m-overview.svg
ls pages >out
golden sample-pages.txt
