# shellcheck shell=sh
# resolve and locate: one record out for each thing asked, in order, as soon as it is asked.
cat >sensors.csv <<'END'
id,building,level,lat,lon,uncertainty_m
GSD-1,Main,1,40.00005,-75.00005,3
000000000101,Main,1,40.00005,-75.00015,
TWICE,Main,1,40.00005,-75.00005,
TWICE,Main,1,40.00005,-75.00015,
AWAY,,,40.01,-75.0,
END
cat >campus.json <<'END'
{"plans": [{"file": "plan.geojson"}], "sensors": [{"file": "sensors.csv"}]}
END
plan

it 'ids as arguments'
run 1 resolve campus.json GSD-1 nobody 000000000101 -f csv
out_lines 4
grep -q '^GSD-1,ok,GSD-1,.*,101,' out || fail 'GSD-1 is not in room 101'
grep -q '^nobody,unknown,' out || fail 'nobody is not unknown'
grep -q '^000000000101,ok,000000000101,' out || fail 'the id with zeros changed'
err_has '1 of 3 not located: 1 unknown, 0 outside, 0 ambiguous'

it 'an id is compared whole'
run 1 resolve campus.json GSD-10 'GSD-1 ' gsd-1 101 -f csv
[ "$(grep -c ',unknown,' out)" -eq 4 ] || fail 'a part of an id was taken'

it 'outside and ambiguous'
run 1 resolve campus.json AWAY TWICE -f csv
grep -q '^AWAY,outside,.*40.0100000,-75.0000000' out || fail 'AWAY'
grep -q '^TWICE,ambiguous,' out || fail 'TWICE'
out_lines 3
err_has '2 of 2 not located: 0 unknown, 1 outside, 1 ambiguous'
run 1 resolve campus.json TWICE --all -f csv
out_lines 3
[ "$(cut -d, -f1 out | grep -c TWICE)" -eq 2 ] || fail 'not one record each'

it 'lines of every kind'
printf '\357\273\277GSD-1\r\n\nGSD-1\000\nGSD-\377\n%s\n000000000101' "$(printf '%05000d' 0)" |
	run 1 resolve campus.json -f csv
out_lines 7
sed -n 2p out | grep -q '^GSD-1,ok,' || fail 'the first line'
sed -n 3p out | grep -q '^,unknown,' || fail 'the empty line'
sed -n 4p out | grep -q ',unknown,' || fail 'the line with a NUL'
sed -n 5p out | grep -q ',unknown,' || fail 'the line that is no UTF-8'
sed -n 6p out | grep -q '^0*,unknown,' || fail 'the long line'
sed -n 7p out | grep -q '^000000000101,ok,' || fail 'the line without an end'
err_has 'a line is longer than 4096 bytes'

it 'a line beyond every buffer'
{ awk 'BEGIN { for (i = 0; i < 200000; i++) printf "x" }'; echo; echo GSD-1; } | run 1 resolve campus.json -f csv
out_lines 3
sed -n 3p out | grep -q '^GSD-1,ok,' || fail 'the line after it'
{ awk 'BEGIN { for (i = 0; i < 65530; i++) print "x" }'; echo GSD-1; } | run 1 resolve campus.json -f csv
out_lines 65532
tail -n 1 out | grep -q '^GSD-1,ok,' || fail 'the last of many lines'

it 'nothing asked'
run 1 resolve campus.json -f csv </dev/null
out_lines 1
run 1 resolve campus.json -f json </dev/null
json out
run 1 resolve campus.json </dev/null
out_empty

it 'formats'
run 1 resolve campus.json GSD-1 nobody -f json
json out
run 1 resolve campus.json GSD-1 nobody -f ndjson
out_lines 2
head -n 1 out >first
json first
cp out before
run 1 resolve campus.json GSD-1 nobody
cmp -s out before || fail 'not NDJSON where there is no terminal'
run 1 resolve campus.json GSD-1 nobody -f text
out_lines 2
head -n 1 out | grep -q '^GSD-1 | .*GRID' || fail 'the text'
run 1 resolve campus.json GSD-1 -o r.csv
head -n 1 r.csv | grep -q '^query,status' || fail 'r.csv is no CSV'

it 'places'
run 1 locate campus.json 40.00005,-75.00005,1 room:102 A1 A1-5 nowhere 40,-75,9 -33.86,151.21 -f csv
out_lines 8
sed -n 2p out | grep -q ',ok,.*,101,' || fail 'the position'
sed -n 3p out | grep -q '^room:102,ok,' || fail 'the room'
sed -n 4p out | grep -q '^A1,ok,' || fail 'the cell'
sed -n 5p out | grep -q '^A1-5,ok,.*,A1-5,' || fail 'the keypad square'
sed -n 6p out | grep -q '^nowhere,unknown,' || fail 'nowhere'
sed -n 8p out | grep -q '^"-33.86,151.21",outside,' || fail 'Sydney'
run 1 locate campus.json -- -33.86,151.21 -f
out_lines 2

it 'a record comes before the next line is asked'
mkfifo ask answer
"$program" resolve campus.json -f text -q <ask >answer 2>/dev/null &
exec 3>ask 4<answer
echo GSD-1 >&3
timeout 5 head -n 1 <&4 >out || fail 'no answer'
out_has 'GSD-1 |'
echo 000000000101 >&3
timeout 5 head -n 1 <&4 >out || fail 'no second answer'
out_has '000000000101 |'
exec 3>&- 4<&-
wait

it 'text on a terminal'
if command -v script >/dev/null && script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	script -qec "'$program' resolve campus.json GSD-1" /dev/null </dev/null >out 2>&1
	out_has 'GSD-1 | '
	script -qec "'$program' map campus.json -o - -f pdf" /dev/null </dev/null >out 2>&1
	out_has 'pdf is not for a terminal'
fi
