# shellcheck shell=sh
# pack; resolve and locate of a lookup file, which say what they say of the drawings.
# shellcheck disable=SC2154
ln -s "$source/data/sample" sample
input=sample/campus.json

it 'pack'
run 0 pack $input -o s.cgx
out_empty
err_empty
present s.cgx
cp s.cgx first.cgx
run 0 pack --force $input -o s.cgx
cmp -s s.cgx first.cgx || fail 'not the same bytes of the same input'

it 'usage'
run 2 pack $input
err_has '-o FILE.cgx is needed'
run 2 pack $input -o -
run 2 pack $input -o s.json
err_has 'NAME.cgx'
run 4 pack $input -o s.cgx
err_has 'exists already'
run 2 resolve --cell 20m s.cgx GSD-0147
err_has '--cell: the grid of a lookup file is packed with it'
run 2 resolve --max-age yesterday s.cgx GSD-0147
err_has '30d'
run 2 resolve --max-age 30d $input GSD-0147
run 2 resolve --campus X $input GSD-0147
run 2 resolve -f xml s.cgx GSD-0147

it 'every sensor, in every format'
cut -d, -f1 "$golden/sample-sensors.csv" | sed 1d >ids
printf 'nobody\n\n GSD-0147\nGSD\377\n' >>ids
for format in text csv json ndjson; do
	run 1 resolve $input -f $format <ids
	mv out drawn
	mv err drawn-err
	run 1 resolve s.cgx -f $format <ids
	cmp -s out drawn || fail "not the same records: $format"
	cmp -s err drawn-err || fail "not the same words: $format"
done
run 1 resolve s.cgx GSD-0147 nobody -f csv -o r.csv
run 1 resolve $input GSD-0147 nobody -f csv
cmp -s out r.csv || fail 'not the same file'

it 'rooms, doors, cells and squares of the earth'
{
	cut -d, -f5 "$golden/sample-rooms.csv" | sed '1d; s/^/room:/'
	cut -d, -f2,3,5 "$golden/sample-rooms.csv" | sed '1d; s/,/\//g; s/^/ROOM:/'
	cut -d, -f5 "$golden/sample-doors.csv" | sed '1d; s/^/door:/'
	cut -d, -f1 "$golden/sample-cells.csv" | sed 1d
	cut -d, -f1 "$golden/sample-cells.csv" | sed '1d; s/$/-5-2/'
	cut -d, -f6 "$golden/sample-cells.csv" | sed '1d; s/.$//; s/.\( [0-9]*\)$/\1/'
	printf 'room:nothing\nZZ99\nroom:\n91,0\n90,0\n'
} >places
run 1 locate $input --all -f csv <places
mv out drawn
run 1 locate s.cgx --all -f csv <places
cmp -s out drawn || { fail 'not the same records'; diff drawn out | head -n 6; }
[ "$(wc -l <out)" -gt 1500 ] || fail 'too few were asked'

it 'a point has its cell, and says what is not known'
run 0 locate s.cgx 40.1229666,-75.1235057 -f text
out_has 'GRID '
out_has 'NOTE building, level and room not known'
run 1 locate s.cgx -33.86,151.21 -f csv
grep -q '^"-33.86,151.21",outside,' out || fail 'Sydney'

it 'its description says how it is read'
if command -v python3 >/dev/null; then
	run 1 resolve s.cgx -f csv <ids
	sed '1d; s/\r$//' out | head -n 120 | cut -d, -f1 >known
	python3 "$source/tests/read-lookup.py" s.cgx >read 2>err || fail 'it cannot be read'
	run 1 resolve s.cgx -f json <ids
	python3 - out read <<'END' >err 2>&1 || fail 'it was read otherwise'
import csv, json, sys
ours = {r["query"]: r for r in json.load(open(sys.argv[1])) if r["status"] != "unknown"}
theirs = list(csv.reader(open(sys.argv[2])))
assert len(theirs) == len(ours) > 100
for row in theirs:
    columns = [c for c in ours[row[0]] if c != "text"]
    assert len(columns) == len(row)
    for column, text in zip(columns, row):
        value = ours[row[0]][column]
        wrong = float(text) != value if isinstance(value, float) else (text or None) != (value if value is None else str(value))
        assert not wrong, (row[0], column, text, value)
END
fi

it 'no helper, no other library'
mkdir alone
cp "$program" alone/campusgrid
alone/campusgrid resolve s.cgx GSD-0147 -f text >out 2>err || fail 'it needs more than itself'
out_has 'GSD-0147 | BLDG Main'

it 'a lookup file by its first bytes'
cp s.cgx renamed
run 0 resolve renamed GSD-0147 -f text
out_has 'GSD-0147 | BLDG Main'
: >empty.cgx
run 3 resolve empty.cgx GSD-0147
err_has 'empty.cgx: is empty'
run 3 resolve nowhere.cgx GSD-0147
err_has 'cannot be opened'

it 'how old it is'
run 1 resolve --max-age 1d s.cgx GSD-0147 -f text
out_has 'NOTE lookup file of 2026-08-01, '
err_has '--max-age is 1d'
run 3 resolve --strict --max-age 1d s.cgx GSD-0147 -f text
out_empty
run 0 resolve --max-age 5000w s.cgx GSD-0147 -f text
out_lacks NOTE
run 0 resolve -v s.cgx GSD-0147 -f text
err_has 'packed 2026-08-01T00:00:00Z: 1 campuses, 120 sensors'

it 'several campuses'
mkdir other
cat >other/campus.json <<'END'
{"name": "Oak Street School", "plans": [{"file": "plan.geojson"}], "sensors": [{"file": "s.csv"}]}
END
plan other/plan.geojson
printf 'id,building,level,lat,lon\nOAK-1,Main,1,40.00005,-75.00005\n' >other/s.csv
run 0 pack -q $input other/campus.json -o two.cgx
run 0 resolve two.cgx OAK-1 GSD-0147 -f text
out_lines 2
run 1 locate two.cgx A1 -f csv
grep -q '^A1,ambiguous,.*A1 of Cedar Ridge High School; A1 of Oak Street School' out || fail 'A1 is of one'
run 1 locate two.cgx A1 --all -f csv
out_lines 3
run 0 locate two.cgx --campus 'oak street school' A1 room:101 -f csv
grep -q '^room:101,ok,.*,Main,1,' out || fail 'room 101'
run 1 locate two.cgx --campus Elm A1
err_has 'there is no campus "Elm"; there are "Cedar Ridge High School", "Oak Street School"'
run 0 locate two.cgx 40.00005,-75.00005 -f text
out_has 'GRID '

it 'one id at two places'
printf 'id,building,level,lat,lon\nGSD-0147,Main,1,40.00005,-75.00005\n' >other/s.csv
run 3 pack -q $input other/campus.json -o twice.cgx
err_has 'sensor "GSD-0147" stands at two places'
err_has 'of Oak Street School'
absent twice.cgx
printf 'id,building,level,lat,lon\nA,Main,1,40.00005,-75.00005\nA,Main,1,40.00005,-75.00015\n' >other/s.csv
run 3 pack -q other/campus.json -o twice.cgx
err_has 's.csv:3:1: sensor "A" stands at two places'
absent twice.cgx
only other campus.json plan.geojson s.csv

it 'a damaged file'
cp s.cgx bad.cgx
printf 'XX' | dd of=bad.cgx bs=1 seek=60 conv=notrunc 2>/dev/null
run 3 locate bad.cgx C7
out_empty
err_has 'bad.cgx: the checksum of its header is wrong'
# A sensor's own bytes: of its location alone it is refused.
at=$(grep -abo GSD-0147 s.cgx | head -n 1 | cut -d: -f1)
cp s.cgx bad.cgx
printf 'X' | dd of=bad.cgx bs=1 seek=$((at + 30)) conv=notrunc 2>/dev/null
run 3 resolve bad.cgx GSD-0009 GSD-0147 -f csv
out_lines 2
err_has 'bad.cgx: damaged lookup file: '
# A stream goes on with what is sound, and says what is not.
awk 'BEGIN { for (i = 0; i < 600; i++) print "GSD-0009" }' | run 1 resolve bad.cgx -f csv
out_lines 601
err_has 'bad.cgx: damaged lookup file: '
head -c 5000 s.cgx >cut.cgx
run 3 resolve cut.cgx GSD-0147
err_has 'cut.cgx: damaged lookup file: it is cut short'

it 'streams'
awk 'BEGIN { for (i = 0; i < 3000; i++) print i % 3 ? "GSD-0147" : "nobody" }' >many
run 1 resolve s.cgx -f csv <many
out_lines 3001
err_has '1000 of 3000 not located: 1000 unknown'
mkfifo ask answer
"$program" resolve s.cgx -f text -q <ask >answer 2>/dev/null &
stream=$!
exec 3>ask 4<answer
echo GSD-0147 >&3
timeout 5 head -n 1 <&4 >out || fail 'no answer before the next line'
out_has 'GSD-0147 |'
awk 'BEGIN { for (i = 0; i < 700; i++) print "GSD-0147" }' >&3
timeout 5 head -n 700 <&4 >out || fail 'no answers to a burst'
out_lines 700
kill -TERM $stream
exec 3>&- 4<&-
wait $stream
[ $? -eq 143 ] || fail 'SIGTERM did not end it as it should'
{ "$program" resolve s.cgx -f csv <many 2>err; echo $? >code; } | head -n 1 >out
out_has 'query,status'
holds code 4
err_empty
