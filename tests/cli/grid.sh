# shellcheck shell=sh
# grid: shown, written down, and then kept.
plan
echo '{"name": "Two rooms",
 "plans": [{"file": "plan.geojson"}]}' >campus.json

it 'a grid that is not written down is warned of, once'
run 0 table rooms campus.json
err_lines 1
err_has 'the grid is not written down'
run 0 table rooms campus.json -q
err_empty
run 0 map campus.json -o map.pdf
err_lines 1
run 0 table rooms campus.json --origin 40.0003,-75.0004 --cell 5m --columns 9 --rows 9
err_empty

it 'it is shown'
run 0 grid campus.json
golden grid-text.txt
run 0 grid campus.json -f json
golden grid-json.json
json out
run 0 grid campus.json -f geojson
json out
cp out cells
run 0 table cells campus.json -f geojson
cmp -s out cells || fail 'not the cells of table'

it 'it is written down'
cp campus.json before
run 0 grid --save campus.json
out_has 'in campus.json: labels stay'
json campus.json
grep -q '"name": "Two rooms",' campus.json || fail 'the rest of the file changed'
grep -q '"grid"' campus.json || fail 'no grid'
run 0 table rooms campus.json
err_empty
cp out rooms
cp campus.json saved

it 'own names and padding are written down, and labels read back'
cp before named.json
run 0 grid --save named.json --cell 10m --pad 2 --row-names 'Oak, Elm,Ash,Fir,Yew,Box,Bay' --separator .
json named.json
grep -q '"row_names": \["Oak", "Elm", "Ash",' named.json || fail 'no list of names'
run 0 locate named.json elm02-5-9 'Elm.02' -f csv
out_has 'elm02-5-9,ok'
out_has ',Elm.02,'
run 2 table rooms named.json --row-names Oak,Ash
err_has 'contradicts the grid'
cp before unnamed.json
run 2 grid unnamed.json --row-names Oak
err_has 'need'

it 'USNG lines are written down with their zone, and their labels are digits'
cp before usng.json
run 0 grid --save usng.json --usng 10
json usng.json
grep -q '"usng": 10' usng.json || fail 'no usng'
grep -q '"frame": "utm:' usng.json || fail 'no zone'
run 0 table cells usng.json
cp out cells
# cell 8940 4151 of 18T VK 89404 41514: the digits of the text, cut off
awk -F, 'NR > 1 { split($6, u, " "); if ($1 != substr(u[3], 1, 4) substr(u[4], 1, 4)) bad = 1 } END { exit bad || NR < 5 }' \
	cells || fail 'labels are not the digits of USNG'
run 2 grid usng.json --turn 5

cp before turned.json
run 2 grid turned.json --usng 20
run 2 grid turned.json --usng 100 --turn 5
err_has 'usng and turn contradict each other'
run 2 grid turned.json --usng 100 --frame local
err_has 'needs the frame utm'

it 'a private campus.json stays private'
cp before private.json
chmod 600 private.json
run 0 grid --save private.json
[ "$(stat -c %a private.json)" = 600 ] || fail 'mode is not 600'
run 0 grid --save --force private.json
[ "$(stat -c %a private.json)" = 600 ] || fail 'mode is not 600'

it 'a drawing is no campus.json'
cp plan.geojson drawing.json
run 3 grid --save drawing.json
err_has 'drawing.json:1:2: '
cmp -s drawing.json plan.geojson || fail 'the drawing changed'

it 'what contradicts it is refused'
run 2 table rooms campus.json --cell 7m
run 2 grid campus.json --start se
run 2 map campus.json --cell 7m -o never.pdf
absent never.pdf
run 4 grid --save campus.json
cmp -s campus.json saved || fail 'campus.json changed'
run 2 grid --save campus.json --cell 7m
cmp -s campus.json saved || fail 'campus.json changed'

it '--save --force replaces it'
run 0 grid --save --force campus.json --cell 7m
out_has '7.00 x 7.00 m'
! cmp -s campus.json saved || fail 'campus.json is as it was'

it 'labels stay when a building is added'
cp saved campus.json
sed 's/-75.0001/-75.00012/g; s/-75.0002/-75.00022/g; s/Main/Annex/' plan.geojson >annex.geojson
sed 's/{"file": "plan.geojson"}/{"file": "plan.geojson"}, {"file": "annex.geojson"}/' saved >campus.json
run 0 table rooms campus.json --building Main
cut -d, -f6,8 rooms >want
cut -d, -f6,8 out >got
cmp -s want got || fail 'labels moved'

it 'a campus over the meridian of two UTM zones has the lines and digits of both'
mkdir -p zones
sed 's/-75\.0002/-72.0001/g; s/-75\.0001/-71.99995/g; s/-75\.0,/-71.9998,/g' plan.geojson >zones/plan.geojson
echo '{"plans": [{"file": "plan.geojson"}]}' >zones/campus.json
run 0 grid --save zones/campus.json --usng 10
run 0 table cells zones/campus.json
cp out cells
grep -q ',18T ' cells && grep -q ',19T ' cells || fail 'not both zones'
awk -F, 'NR > 1 { split($6, u, " "); if ($1 != substr(u[3], 1, 4) substr(u[4], 1, 4)) bad = 1 } END { exit bad }' \
	cells || fail 'labels are not the digits of USNG'
[ "$(cut -d, -f1 cells | sort | uniq -d | wc -l)" = 0 ] || fail 'a label comes twice'
run 0 table pieces zones/campus.json
out_has ',102,'
run 0 locate zones/campus.json 40.00005,-72.00001 40.00005,-71.99999 -f csv
run 0 map zones/campus.json -o zones.pdf
run 2 grid --save --force zones/campus.json --usng 10 --center 40,-72
err_has 'two zones of USNG'

it 'a cell that is not that of the USNG lines is refused, whichever is said first'
cp before order.json
run 2 grid order.json --usng 10 --cell 20m
err_has 'contradict each other'
run 2 grid order.json --cell 20m --usng 10
err_has 'contradict each other'
run 0 grid order.json --cell 10m --usng 10
