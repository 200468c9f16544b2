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
err_has 'shop/L1.geojson: taken for a plan: level "1" (ordinal 0) of building "shop"'
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
