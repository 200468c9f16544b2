# shellcheck shell=sh
# CAD drawings through the GDAL module: three rooms of loose lines with gaps, in inches.
line() { printf '0\nLINE\n8\n%s\n10\n%s\n20\n%s\n11\n%s\n21\n%s\n' "$@"; }
text() { printf '0\nTEXT\n8\n%s\n10\n%s\n20\n%s\n40\n10\n1\n%s\n' "$@"; }
drawing() {
	printf '0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1015\n%s0\nENDSEC\n0\nSECTION\n2\nENTITIES\n' "$1"
	line plan\$0\$WALL 0 0 598 0
	line plan\$0\$WALL 600 0 600 300
	line plan\$0\$WALL 600 300 0 300
	line plan\$0\$WALL 0 300 0 1
	line plan\$0\$WALL 200 0 200 100
	line plan\$0\$WALL 200 140 200 299
	line plan\$0\$WALL 400 300 400 2
	text SIGN 80 150 101
	text SIGN 280 150 102
	text SIGN 280 120 'Science Lab'
	text SIGN 480 150 103
	text SIGN 900 150 'NORTH'
	text OTHER 80 100 999
	printf '0\nENDSEC\n0\nEOF\n'
}
# plan KEYS: a campus.json for the drawing.
campus() {
	printf '{"plans": [{"file": "shop.dxf", "building": "Shop", "level": "1", "ordinal": 0%s}]}\n' "$1" >campus.json
}
drawing "$(printf '9\n$INSUNITS\n70\n1\n ')" >shop.dxf
campus ', "room_layer": "WALL", "text_layer": "sign", "gap": 40, "origin": [40.1, -75.1], "turn": 0'
"$program" info campus.json >out 2>err
if grep -q 'is not installed' err; then
	echo 'skipped: the GDAL module is not built here'
	exit 77
fi

it 'lines become rooms, texts their signs, and all of it is said'
run 0 table rooms campus.json -f csv
cp out rooms
[ "$(grep -c ',Shop,1,0,10[123],' rooms)" = 3 ] || fail 'not three rooms'
grep -q ',102,Science Lab,room,' rooms || fail 'no name'
# 200 x 300 inches
[ "$(grep -c ',38.71$' rooms)" = 3 ] || fail 'areas are not 38.71 m2'
err_has 'texts stand in no room, as "NORTH"'
run 0 info campus.json -v
err_has 'shop.dxf:12:1: the drawing says that its unit is in'
err_has '3 rooms, 3 of them named'

it 'a gap that stays open loses a room, which is said'
campus ', "room_layer": "WALL", "text_layer": "SIGN", "gap": 5, "origin": [40.1, -75.1]'
run 0 info campus.json -v
err_has '2 rooms'
err_has 'several texts with digits'
err_has 'enclose nothing'

it 'what is missing is asked for'
campus ', "room_layer": "WALL", "gap": 40'
run 3 info campus.json
err_has 'shop.dxf: nothing says where on the ground'
campus ', "room_layer": "DOOR", "origin": [40.1, -75.1]'
run 3 info campus.json
err_has 'no line is on a layer "DOOR"; layers with lines: plan$0$WALL (7)'
drawing ' ' >shop.dxf
campus ', "room_layer": "WALL", "gap": 40, "origin": [40.1, -75.1]'
run 3 info campus.json
err_has 'does not say its unit ($INSUNITS)'
campus ', "room_layer": "WALL", "gap": 40, "origin": [40.1, -75.1], "units": "mm"'
run 3 info campus.json
err_has 'the rooms are 0.60 x 0.30 m in all: is the unit ("units" in campus.json) right?'

it 'ties place it, and know the unit'
cat >ties.csv <<'END'
x,y,lat,lon
0,0,40.1,-75.1
600,0,40.1,-75.0998212
0,300,40.1000686,-75.1
END
campus ', "room_layer": "WALL", "text_layer": "SIGN", "gap": 40, "ties": "ties.csv"'
run 0 table rooms campus.json -f csv
[ "$(grep -c ',Shop,1,0,10[123],' out)" = 3 ] || fail 'not three rooms'
[ "$(grep -c ',38.[67][0-9]$' out)" = 3 ] || fail 'areas are not 38.7 m2'
printf 'pixel_x,pixel_y,lat,lon\n0,0,40.1,-75.1\n600,0,40.1,-75.09\n0,300,40.0,-75.1\n' >ties.csv
run 3 info campus.json
err_has 'has no pixels'

it 'a CRS places it too, in whatever unit that has; two places are refused'
campus ', "room_layer": "WALL", "text_layer": "SIGN", "gap": 40, "crs": "EPSG:6565"'
run 0 info campus.json
out_has 'rooms 3 (named 3)'
campus ', "room_layer": "WALL", "gap": 40, "crs": "EPSG:6565", "origin": [40.1, -75.1]'
run 3 info campus.json
err_has '"crs" and "origin" both say how the drawing lies'
