# shellcheck shell=sh
# GIS files and pictures through GDAL, made here by its own programs; and no way from them to a network.
for tool in ogr2ogr gdal_translate; do
	command -v "$tool" >/dev/null || { echo "skipped: $tool is not here"; exit 77; }
done
plan
# pipe FORMAT
pipe() {
	ogr2ogr -f "$1" /vsistdout/ plan.gpkg 2>/dev/null | "$program" info - >out 2>err || fail "$1 by a pipe"
	out_has 'rooms 2 (named 2)'
	out_has 'building  Main'
}
it 'ogr2ogr pipes any format in'
ogr2ogr -f GPKG plan.gpkg plan.geojson 2>/dev/null
pipe GeoJSON
pipe GeoJSONSeq

"$program" info plan.gpkg >out 2>err
if grep -q 'is not installed' err; then
	echo 'skipped: the GDAL module is not built here'
	exit 77
fi
it 'the same rooms from every format'
run 0 table rooms plan.geojson -f csv
cut -d, -f2-8,11-13 out >wanted
for name in plan.gpkg plan.fgb plan.shp; do
	[ -e "$name" ] || ogr2ogr "$name" plan.geojson 2>/dev/null
	run 0 table rooms "$name" -f csv
	cut -d, -f2-8,11-13 out | cmp -s - wanted || { cp wanted out; fail "$name has other rooms"; }
done

it 'numbers are numbers: level 2.0 is level 2, a sign of 7 is 7'
sed 's/"level": "1"/"level": 2.0/g; s/"room": "101"/"room": 101.0/; s/"room": "102"/"room": 102.5/' plan.geojson >real.geojson
for name in real.gpkg real.shp; do
	ogr2ogr "$name" real.geojson 2>/dev/null
	run 0 table rooms "$name" -f csv
	grep -q ',Main,2,[^,]*,101,' out || fail "$name: no room 101 of level 2"
	grep -q ',Main,2,[^,]*,102.5,' out || fail "$name: no room 102.5 of level 2"
done

it 'what belongs to a file and is not there'
mkdir lone
cp plan.shp plan.prj lone/
run 0 info lone/plan.shp
err_has 'its table (.dbf) is not beside it'
err_has 'its index (.shx) is not beside it: it is made again'
out_has 'rooms 2 (named 0)'
cp plan.gpkg open.gpkg
: >open.gpkg-wal
run 0 info open.gpkg
echo 1 >open.gpkg-wal
run 3 info open.gpkg
err_has 'open.gpkg: a program has it open'

it 'a table that lies nowhere is no layer'
printf 'styleName,owner\nred,me\n' >styles.csv
cp plan.gpkg styled.gpkg
ogr2ogr -update -f GPKG styled.gpkg styles.csv 2>/dev/null
run 0 info styled.gpkg
out_has 'rooms 2 (named 2)'

it 'a layer that is called after a level, and a fault without a line of text'
ogr2ogr -nln level_3 -select room,name layer.gpkg plan.geojson 2>/dev/null
run 0 info layer.gpkg
out_has 'level   3'

# Twenty metres of a drawing: rooms of 10 x 10, its corner at 0, 0.
cat >flat.geojson <<'END'
{"type": "FeatureCollection", "features": [
  {"type": "Feature", "properties": {"room": "201"}, "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]]}},
  {"type": "Feature", "properties": {"room": "202"}, "geometry": {"type": "Polygon", "coordinates": [[[10, 0], [20, 0], [20, 10], [10, 10], [10, 0]]]}}
]}
END
ogr2ogr flat.shp flat.geojson 2>/dev/null
rm -f flat.prj
# keys KEYS: a campus.json for the file without a coordinate system.
keys() { echo "{\"plans\": [{\"file\": \"flat.shp\", \"building\": \"Shop\", \"level\": \"2\"$1}]}" >campus.json; }
it 'a file without a coordinate system is placed as a drawing is'
run 3 info flat.shp
err_has 'layer "flat" has no coordinate system: add "crs"'
keys ', "origin": [40.1, -75.1], "units": "m"'
run 0 table rooms campus.json -f csv
[ "$(grep -c ',Shop,2,[^,]*,20[12],.*,100.00$' out)" = 2 ] || fail 'not two rooms of 100 m2'
keys ', "origin": [40.1, -75.1]'
run 3 info campus.json
err_has 'the drawing does not say its unit; add "units"'
printf 'x,y,lat,lon\n0,0,40.1,-75.1\n20,0,40.1,-75.0997653\n0,20,40.1001801,-75.1\n' >ties.csv
keys ', "ties": "ties.csv"'
run 0 table rooms campus.json -f csv
[ "$(grep -c ',Shop,2,[^,]*,20[12],.*,\(99.9\|100.\)[0-9]*$' out)" = 2 ] || fail 'not two rooms by ties'
keys ', "crs": "EPSG:32618"'
run 0 info campus.json
out_has 'rooms 2 (named 2)'
keys ', "crs": "EPSG:32618", "ties": "ties.csv"'
run 3 info campus.json
err_has '"ties" and "crs" both say how the drawing lies'
echo '{"plans": [{"file": "plan.gpkg", "crs": "EPSG:4269"}]}' >campus.json
run 0 info campus.json
err_has 'layer "plan" is in EPSG:4326, and the plan says EPSG:4269, which is used'

it 'a file that is cut short is refused by name'
head -c 60000 plan.gpkg >cut.gpkg
run 3 info cut.gpkg
err_has 'cut.gpkg: GDAL: '
head -c 150 plan.shp >cut.shp
run 3 info cut.shp
err_has 'cut.shp: GDAL: '

# A picture of 0.1 m to a pixel, placed by a world file, by its own tags and by ties.
export GDAL_PAM_ENABLED=NO
cp "$source/data/sample/aerial.png" annex.png
printf '0.1\n0\n0\n-0.1\n500000.05\n4430000.95\n' >annex.pgw
gdal_translate -q -of GTiff -expand rgb -a_srs EPSG:32618 annex.png annex.tif 2>/dev/null
gdal_translate -q -of JPEG -expand rgb annex.png annex.jpg 2>/dev/null
cp annex.pgw annex.jgw
printf 'room,pixel_x,pixel_y\n214,700,600\n' >rooms.csv
# picture FILE KEYS
picture() { echo "{\"name\": \"X\", \"plans\": [{\"file\": \"$1\", \"building\": \"Annex\", \"level\": \"1\", \"rooms\": \"rooms.csv\"$2}]}" >campus.json; }
it 'PNG, GeoTIFF and JPEG lie at one place'
picture annex.png ', "crs": "EPSG:32618"'
run 0 locate -f csv campus.json room:214
cp out place
for row in 'annex.tif@' 'annex.tif@, "crs": "EPSG:32618"' 'annex.jpg@, "crs": "EPSG:32618"'; do
	picture "${row%@*}" "${row#*@}"
	run 0 locate -f csv campus.json room:214
	cmp -s out place || fail "$row lies elsewhere"
done
it 'what contradicts the tags of a picture is said'
picture annex.tif ', "crs": "EPSG:32617"'
run 0 info campus.json
err_has 'it says that it lies in EPSG:32618; campus.json, which wins, says EPSG:32617'
picture annex.tif ', "origin": [40, -75]'
run 3 info campus.json
err_has 'it says itself that it lies in EPSG:32618: "origin" has to go'
printf '0.1\n0\n0\n-0.1\n500001\n4430000.95\n' >annex.tfw
picture annex.tif ''
run 0 info campus.json
err_has 'the world file beside it puts it elsewhere than its own tags, which are used'
rm annex.tfw
cp "$source/tests/data/pictures/turned.jpg" turned.jpg
printf 'pixel_x,pixel_y,lat,lon\n0,0,40.1,-75.1\n16,0,40.1,-75.0998\n' >two.csv
picture turned.jpg ', "ties": "two.csv"'
run 1 info campus.json
err_has 'its camera noted that it is to be turned (EXIF orientation 6)'

it 'the first page of a PDF, and how many there are'
if gdal_translate -q -of PDF -outsize 200 100 -co DPI=150 annex.jpg page.pdf 2>/dev/null && command -v pdfunite >/dev/null; then
	pdfunite page.pdf page.pdf pages.pdf
	printf 'pixel_x,pixel_y,lat,lon\n0,0,40.1,-75.1\n200,0,40.1,-75.0998\n' >two.csv
	picture pages.pdf ', "ties": "two.csv"'
	run 1 info campus.json
	err_has 'pages.pdf: page 1 of 2 is read'
	out_has '(200 x 100 pixels)'
	run 1 map campus.json -o pdf.svg
	cat pdf*.svg | grep -q '<image ' || fail 'no picture on the page'
fi

it 'a picture that places itself is imagery, with nothing said of it'
plan
gdal_translate -q -of GTiff -a_srs EPSG:4326 -a_ullr -75.001 40.001 -74.999 39.999 annex.jpg air.tif 2>/dev/null
echo '{"plans": [{"file": "plan.geojson"}], "imagery": [{"file": "air.tif", "captured": "2026-05-01"}]}' >campus.json
run 0 info campus.json
out_has 'aerial  2026-05-01 (1440 x 1240 pixels)'

it 'init lists pictures of every kind'
mkdir folder
cp annex.tif folder/ortho.tif
cp annex.jpg folder/gym-level1.jpg
cp annex.jpg folder/gym-level1b.jpg
cp two.csv folder/gym-level1-ties.csv
printf 'P5 2 2 255\n1234' >folder/attic-level3.pgm
[ -e page.pdf ] && cp page.pdf folder/main-level2.pdf
run 0 init folder
grep -q '"file": "gym-level1.jpg", "building": "gym", "level": "1", "ordinal": 0, "ties": "gym-level1-ties.csv"' folder/campus.json || fail 'no plan by ties'
grep -q '"file": "attic-level3.pgm"' folder/campus.json || fail 'no PGM'
[ ! -e page.pdf ] || grep -q '"file": "main-level2.pdf", "building": "main", "level": "2"' folder/campus.json || fail 'no PDF'
grep -A1 '"imagery"' folder/campus.json | grep -q '{"file": "ortho.tif"}' || fail 'no imagery'
err_has 'attic-level3.pgm: missing: where it lies'
err_has 'ortho.tif: taken for an aerial picture, which says itself where it lies'

it 'no file leads to the network'
mkdir hostile
cat >hostile/list.tif <<'END'
<VRTDataset rasterXSize="2" rasterYSize="2"><VRTRasterBand dataType="Byte" band="1"><SimpleSource><SourceFilename>/vsicurl/http://127.0.0.1:9/a.tif</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>
END
echo '<GDAL_WMS><Service name="TMS"><ServerUrl>http://127.0.0.1:9/${z}</ServerUrl></Service></GDAL_WMS>' >hostile/wms.tif
echo '<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/vsicurl/http://127.0.0.1:9/a.shp</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>' >hostile/list.gpkg
cp hostile/list.gpkg hostile/list.shp
cp hostile/list.tif hostile/list.jpg
cp annex.tif hostile/beside.tif
cp hostile/list.tif hostile/beside.tif.ovr
echo '<PAMDataset><Metadata domain="OVERVIEWS"><MDI key="OVERVIEW_FILE">/vsicurl/http://127.0.0.1:9/a.ovr</MDI></Metadata></PAMDataset>' >hostile/beside.tif.aux.xml
cp plan.shp plan.dbf plan.shx hostile/
echo 'http://127.0.0.1:9/a.prj' >hostile/plan.prj
printf '!table\n!version 300\n\nOpen Table "/vsicurl/http://127.0.0.1:9/a.tab" Hide\nDefinition Table\n' >hostile/view.tab
cat >hostile/link.kml <<'END'
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><NetworkLink><Link><href>http://127.0.0.1:9/a.kml</href></Link></NetworkLink></Document></kml>
END
trace=
command -v strace >/dev/null && strace -o probe true 2>/dev/null && trace='strace -f -e trace=network -o net'
[ -n "$trace" ] || echo 'strace is not here, or may not trace: that nothing is asked is not seen'
# GDAL by itself follows such a list: the trace would show it.
if [ -n "$trace" ] && command -v gdalinfo >/dev/null; then
	$trace gdalinfo -checksum hostile/list.tif >out 2>err
	grep -q AF_INET net || echo 'this GDAL has no network: nothing is shown by its silence'
fi
for file in hostile/*.tif hostile/*.gpkg hostile/*.shp hostile/*.jpg hostile/*.tab hostile/*.kml \
	/vsicurl/http://127.0.0.1:9/a.tif http://127.0.0.1:9/a.gpkg 'PG:host=127.0.0.1' plan.gpkg; do
	echo "{\"name\": \"X\", \"plans\": [{\"file\": \"$file\", \"level\": \"1\"}]}" >campus.json
	for input in "$file" campus.json; do
		$trace "$program" info "$input" >out 2>err
		[ $? -le 3 ] || fail "$file ends badly"
		[ -z "$trace" ] || ! grep -E 'AF_INET|AF_UNIX' net >out || fail "$file asks the network"
	done
done
run 3 info /vsicurl/http://127.0.0.1:9/a.tif
err_has '/vsicurl/http://127.0.0.1:9/a.tif: cannot be opened'
run 3 info hostile/list.gpkg
err_has 'list.gpkg: GDAL: '
