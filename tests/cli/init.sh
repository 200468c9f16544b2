# shellcheck shell=sh
# init: a first campus.json that the other commands read.
mkdir school school/shop
plan school/main.geojson
sed 's/"level": "1", "building": "Main"/"x": 1/' school/main.geojson >school/gym-level2.geojson
sed 's/"level": "1", "building": "Main"/"x": 1/' school/main.geojson >school/shop/L1.geojson
printf 'id,building,level,lat,lon\nS1,Main,1,40.00005,-75.00005\n' >school/sensors.csv
echo 'no drawing' >school/notes.txt

it 'a folder of drawings'
run 0 init school
out_empty
err_has 'main.geojson: taken for a plan: level "1" (ordinal 0) of its own building, as it says itself'
err_has 'gym-level2.geojson: taken for a plan: level "2" (ordinal 1) of building "gym", from its name'
err_has 'shop/L1.geojson: taken for a plan: level "L1" (ordinal 0) of building "shop"'
err_has 'sensors.csv: taken for a list of sensors'
err_has 'missing: '
err_has 'school/campus.json: written'
err_named init
json school/campus.json
sed '/"name"/d' school/campus.json >campus
golden init.json campus
it 'what it wrote is read'
run 0 info school/campus.json
out_has 'rooms 6'
run 0 resolve school/campus.json S1 -f csv

it 'it does not overwrite'
echo '{}' >school/campus.json
run 4 init school
holds school/campus.json '{}'
run 0 init --force school/ -q
err_empty
grep -q plans school/campus.json || fail 'not replaced'

it 'no folder, nothing in it, no permission'
run 3 init missing
err_has 'missing: cannot be opened'
run 3 init school/notes.txt
mkdir empty
run 3 init empty
err_has 'empty: no drawing of a level is in it'
only empty
run 3 init /proc/self/fdinfo

it 'the folder of a planner: a CAD drawing, a scan with its world file, a list of beacons'
hill='Cedar Hill School'
mkdir -p "$hill/Building A"
printf '0\nSECTION\n2\nHEADER\n9\n$INSUNITS\n70\n1\n0\nENDSEC\n0\nEOF\n' >"$hill/Building A/1st floor.dxf"
cp "$source/data/sample/aerial.png" "$hill/Building A/2nd floor.png"
printf '0.1\n0\n0\n-0.1\n-8363000.5\n4882000.5\n' >"$hill/Building A/2nd floor.pgw"
printf 'sensor_id,alias,x_m,y_m,z_m\n000000000101,hall,7.18,0.68,2.3\n' >"$hill/beacons.csv"
run 0 init "$hill"
err_has '1st floor.dxf: taken for a plan: level "1" (ordinal 0) of building "Building A"'
err_has '1st floor.dxf: missing: where it lies ("ties", or "origin" and "turn")'
err_has '1st floor.dxf: missing: the layer with the lines of its rooms or walls ("room_layer"'
err_has '2nd floor.png: missing: the names of its rooms ("rooms")'
err_lacks '2nd floor.png: missing: where'
err_has 'beacons.csv: taken for a list of sensors'
err_lacks 'missing: a list of sensors'
err_has 'the numbers painted on exterior doors'
err_lacks 'not used'
grep -qF '2nd floor.png", "building": "Building A", "level": "2", "ordinal": 1, "crs": "EPSG:3857"}' \
	"$hill/campus.json" || fail 'the scan is no plan'
run 1 info "$hill"
out_has 'level   2 (ordinal 1): rooms 0 (named 0), doors 0 (exterior 0), assets 0, sensors 0'
out_has 'plan    Building A, level 2'

rasters=$source/../shared/data/raster
if [ ! -d "$rasters" ]; then
	echo 'skipped: the shared pictures are not here'
	return 0
fi
it 'pictures of every kind: placed, asked for, or refused with the reason'
cp -r "$rasters" rasters
chmod -R u+w rasters
run 0 init rasters
err_has 'ilc20_site1/F2/floor_image.png: taken for a plan: a picture of a level: level "F2" (ordinal 1)'
err_has 'ilc20_site1/B1/floor_image.png: taken for a plan: a picture of a level: level "B1" (ordinal -1)'
err_lacks 'ilc20_site1/B1/floor_image.png: missing: where'
err_has 'rmf_maps/hotel_L1.png: missing: where it lies ("ties", or "origin" and "turn")'
err_has 'tetam_ble/tetam.png: not used: nothing places this picture'
err_has 'utexas_gdc_3ne/3ne.yaml: taken for a plan: a ROS map; its level is unknown: set "level"'
err_has 'utexas_gdc_3ne/3ne.yaml: missing: where it lies ("ties", or "origin" and "turn")'
err_has 'missing: a list of sensors'
golden init-rasters.json rasters/campus.json
it 'what is missing is added: ties by place, an origin by hand'
run 1 info rasters
out_has 'level   F4 (ordinal 3)'
err_has 'rmf_maps/hotel_L1.png: nothing says where it lies'
cat >rasters/hotel-ties.csv <<'END'
pixel_x,pixel_y,lat,lon
0,0,30.2940,120.0740
1000,0,30.2940,120.0742
0,1000,30.2938273,120.0740
END
for level in 1 2 3; do
	run 0 place "rasters/rmf_maps/hotel_L$level.png" --ties rasters/hotel-ties.csv --crs EPSG:3857 \
		-o "rasters/rmf_maps/hotel_L$level.pgw"
done
sed -i '/3ne.yaml/s/"building": "3ne"/"building": "GDC", "level": "3", "origin": [30.2935, 120.0752]/' \
	rasters/campus.json
sed -i '/hotel_L/s/}/, "crs": "EPSG:3857"}/' rasters/campus.json
run 0 info rasters
out_has 'all       rooms 39 (named 39), doors 24'
out_has 'level   L3 (ordinal 2)'
run 0 map rasters -o plan.pdf --building hotel -q
head -c 5 plan.pdf | grep -q %PDF- || fail 'no PDF'
