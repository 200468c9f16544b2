# shellcheck shell=sh
# place: a drawing by its ties, its residuals, and its world file.
cp "$source/data/sample/aerial.png" annex.png
# 1440 x 1240 pixels of 0.1 m, north up, top left at 40.1234, -75.1234.
cat >ties.csv <<'END'
name,pixel_x,pixel_y,lat,lon
NW corner,0,0,40.1234,-75.1234
NE corner,1440,0,40.1234,-75.1217102
SE corner,1440,1240,40.1222833,-75.1217102
SW corner,0,1240,40.1222833,-75.1234
END

it 'residuals on standard output, the world file in the UTM zone'
run 0 place --ties ties.csv annex.png -o annex.pgw
out_has 'annex.png, 1440 x 1240 pixels'
out_has 'affine by 4 of 4 ties, root mean square 0.00 m'
out_has 'a pixel is 0.1000 m along x, 0.1000 m along y'
out_has 'EPSG:32618'
out_has 'NE corner'
err_has 'annex.pgw: written; in campus.json its drawing has "crs": "EPSG:32618"'
err_lines 1
[ "$(wc -l <annex.pgw)" -eq 6 ] || fail 'a world file has six lines'
it 'it is not overwritten'
run 4 place --ties ties.csv annex.png -o annex.pgw
run 0 place --ties ties.csv annex.png -o annex.pgw --force -q
err_empty

it 'the world file and the ties put the picture at one place'
room='{"name": "X", "plans": [{"file": "annex.png", "building": "Annex", "level": "1",'
printf 'room,pixel_x,pixel_y\n214,700,600\n' >rooms.csv
echo "$room \"ties\": \"ties.csv\", \"rooms\": \"rooms.csv\"}]}" >by-ties.json
echo "$room \"crs\": \"EPSG:32618\", \"rooms\": \"rooms.csv\"}]}" >by-world.json
run 0 locate -f csv by-ties.json room:214
cut -d, -f13-14 out >place
grep -q '^40.1228[56][0-9]*,-75.12257' place || fail "the room is at $(cat place)"
out_has ',Annex,1,'
run 0 locate -f csv by-world.json room:214
cut -d, -f13-14 out | cmp -s - place || fail 'the two differ'

it 'in another system, as JSON'
run 0 place --ties ties.csv annex.png -o web.pgw --crs epsg:3857 --json
json out
out_has '"crs":"EPSG:3857"'
out_has '"used":4,"rms_m":0.00'
out_has '"name":"SW corner","pixel_x":0.000,"pixel_y":1240.000'
run 2 place --ties ties.csv annex.png -o no.pgw --crs web
err_has '"web" is no coordinate system by its number'
absent no.pgw

it 'a wrong tie is left out by name'
sed 's/1440,1240/1440,900/' ties.csv >wrong.csv
run 1 place --ties wrong.csv annex.png -o wrong.pgw
err_has 'wrong.csv:4:1: tie "SE corner" is 34.0 m away from where the other 3 put it'
out_has 'SE corner (left out)'
out_has 'affine by 3 of 4 ties'
run 3 place --ties wrong.csv annex.png -o never.pgw --strict
absent never.pgw

it 'refused with the reason'
head -n 2 ties.csv >one.csv
run 3 place --ties one.csv annex.png -o never.pgw
err_has 'one.csv:2:1: one tie says neither scale nor direction'
sed '1s/pixel_x,pixel_y/pixel_y,pixel_x/' ties.csv >mirrored.csv
run 3 place --ties mirrored.csv annex.png -o never.pgw
err_has 'the ties mirror the drawing'
sed '1s/lat,lon/lon,lat/' ties.csv >swapped.csv
run 3 place --ties swapped.csv annex.png -o never.pgw
err_has 'the ties mirror the drawing: lat and lon are swapped'
run 3 place --ties missing.csv annex.png -o never.pgw
err_has 'missing.csv: cannot be opened'
run 3 place --ties ties.csv missing.png -o never.pgw
absent never.pgw
out_empty

it 'a drawing in units has residuals and no world file'
sed '1s/pixel_x,pixel_y/x,y/; s/,0,4/,1240,4/; s/,1240,40.12228/,0,40.12228/' ties.csv >units.csv
dxf() {
	printf '0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1015\n0\nENDSEC\n0\nSECTION\n2\nENTITIES\n'
	printf '0\nLINE\n8\nWALL\n10\n0\n20\n0\n11\n%s\n21\n%s\n0\nENDSEC\n0\nEOF\n' "$1" "$2"
}
dxf 1440 1240 >shop.dxf
run 0 place --ties units.csv shop.dxf
out_has 'a unit is 0.1000 m along x'
if grep -q 'is not installed' err; then
	echo 'skipped: the GDAL module is not built here'
else
	it 'the drawing is looked at: ties off it are warned of, ties of another are refused'
	err_lacks 'off the drawing'
	dxf 1440 800 >half.dxf
	run 0 place --ties units.csv half.dxf
	err_has 'units.csv:2:1: tie "NW corner" is off the drawing, which has x from 0.0 to 1440.0 and y from 0.0 to 800.0'
	err_lacks 'SE corner" is off'
	dxf -9 -9 >other.dxf
	run 3 place --ties units.csv other.dxf
	err_has 'units.csv: only one of the ties lies in the drawing, which has x from -9.0 to 0.0'
	dxf 144000 124000 >mm.dxf
	run 0 place --ties units.csv mm.dxf
	err_has 'units.csv: the ties lie close together, the drawing is 100 times as large as what they span'
	echo 0 >broken.dxf
	run 3 place --ties units.csv broken.dxf
	err_has 'broken.dxf: GDAL: '
	dxf 0 0 | sed '/^LINE/,/^0$/d' >empty.dxf
	run 3 place --ties units.csv empty.dxf
fi
run 2 place --ties units.csv shop.dxf -o shop.pgw
err_has 'no world file'
it 'only pictures and CAD drawings have ties'
cp "$source/data/sample/gym-1.geojson" .
run 3 place --ties units.csv gym-1.geojson
err_has 'gym-1.geojson: is neither a picture nor a CAD drawing'

it 'what it needs'
run 2 place annex.png -o a.pgw
err_has 'place needs --ties FILE'
run 2 place --ties ties.csv annex.png
err_has 'place needs -o FILE'
run 2 place --ties ties.csv annex.png -o -
