# shellcheck shell=sh
# What was left out is said, counted and exit 1; --strict then writes nothing.
cat >half.geojson <<'END'
{"type": "FeatureCollection", "features": [
  {"type": "Feature", "properties": {"room": "1", "level": "1"},
   "geometry": {"type": "Polygon", "coordinates": [[[-75.0, 40.0], [-75.0, 40.0001], [-75.0001, 40.0001], [-75.0001, 40.0], [-75.0, 40.0]]]}},
  {"type": "Feature", "properties": {"room": "2", "level": "1"},
   "geometry": {"type": "Polygon", "coordinates": [[[-75.0, 40.0], [-75.0001, 40.0], [-75.0, 40.0]]]}}
]}
END

it 'a part that is left out'
for command in info grid 'table rooms' 'locate'; do
	# shellcheck disable=SC2086
	run 1 $command half.geojson -q </dev/null
	err_named "${command%% *}"
	err_has 'half.geojson:5:'
	err_has '1 part of the input left out or at fault'
done
it '--strict writes nothing'
for command in info 'info --json' grid 'table rooms' 'locate' 'resolve'; do
	# shellcheck disable=SC2086
	run 3 $command half.geojson --strict </dev/null
	out_empty
	err_has 'nothing was written'
	# shellcheck disable=SC2086
	run 3 $command half.geojson --strict -o never </dev/null
	absent never
done
run 3 map half.geojson --strict -o never.pdf
absent never.pdf

it 'a repair is said; --strict refuses it'
cat >bow.geojson <<'END'
{"type": "FeatureCollection", "features": [
  {"type": "Feature", "id": "u-7", "properties": {"room": "214", "level": "1"},
   "geometry": {"type": "Polygon", "coordinates": [[[-75.0001, 40.0], [-75.0, 40.0], [-75.0, 40.0001], [-75.00005, 39.9999], [-75.0001, 40.0001], [-75.0001, 40.0]]]}},
  {"type": "Feature", "id": "u-8", "properties": {"level": "2"},
   "geometry": {"type": "Polygon", "coordinates": [[[-75.0001, 40.0], [-75.0, 40.0001], [-75.0, 40.0], [-75.0001, 40.0002], [-75.0001, 40.0]]]}}
]}
END
run 0 info bow.geojson
err_has 'bow.geojson:2:3: room "214" (u-7): Self-intersection at 40.00000, -75.00003 (repaired, 0.00 m2 became 47.41 m2)'
err_has 'bow.geojson:4:3: room "u-8": Self-intersection at 40.00007, -75.00003 (repaired, 47.41 m2 became 79.01 m2)'
for command in info 'table rooms'; do
	# shellcheck disable=SC2086
	run 3 $command bow.geojson --strict
	out_empty
	err_has 'bow.geojson:2:3: room "214" (u-7): Self-intersection at 40.00000, -75.00003 (not repaired: it is left out)'
	err_has 'bow.geojson:4:3: room "u-8": Self-intersection'
done

it 'outlines that share a wall are one building, and no fault'
cat >wing.geojson <<'END'
{"type": "FeatureCollection", "features": [
  {"type": "Feature", "properties": {"building": "yes"},
   "geometry": {"type": "Polygon", "coordinates": [[[-75.0001, 40.0], [-75.0, 40.0], [-75.0, 40.0001], [-75.0001, 40.0001], [-75.0001, 40.0]]]}},
  {"type": "Feature", "properties": {"building": "yes"},
   "geometry": {"type": "Polygon", "coordinates": [[[-75.0002, 40.0], [-75.0001, 40.0], [-75.0001, 40.0001], [-75.0002, 40.0001], [-75.0002, 40.0]]]}},
  {"type": "Feature", "properties": {"room": "1", "level": "1"},
   "geometry": {"type": "Polygon", "coordinates": [[[-75.00009, 40.00001], [-75.00001, 40.00001], [-75.00001, 40.00009], [-75.00009, 40.00001]]]}},
  {"type": "Feature", "properties": {"room": "2", "level": "1"},
   "geometry": {"type": "Polygon", "coordinates": [[[-75.00019, 40.00001], [-75.00011, 40.00001], [-75.00011, 40.00009], [-75.00019, 40.00001]]]}}
]}
END
run 0 info --strict wing.geojson
err_lacks 'intersection'

it '--strict grid --save'
echo '{"plans": [{"file": "half.geojson"}]}' >campus.json
cp campus.json before
run 3 grid --save --strict campus.json
cmp -s campus.json before || fail 'campus.json changed'

it 'a sensor on a level that no plan has'
plan
echo '{"plans": [{"file": "plan.geojson"}], "sensors": [{"file": "sensors.csv"}]}' >campus.json
printf 'id,building,level,lat,lon\nS1,Main,7,40.00005,-75.00005\n' >sensors.csv
run 1 info campus.json
err_has 'sensors.csv:2:'
err_has '"7"'
run 1 resolve campus.json S1 -f csv
out_lines 2

it 'a broken file of a folder'
mkdir folder
cp plan.geojson folder/main.geojson
echo '{' >folder/gym.geojson
run 1 info folder
err_has 'folder/gym.geojson:'
out_has 'rooms 2'
run 3 info --strict folder

it 'a written grid that no longer covers the buildings'
plan
echo '{"plans": [{"file": "plan.geojson"}], "grid": {"cell": "5m", "origin": [40.0, -75.0], "columns": 1, "rows": 1}}' >campus.json
for command in 'table rooms' grid resolve; do
	# shellcheck disable=SC2086
	run 3 $command campus.json </dev/null
	out_empty
done
run 3 info campus.json
out_has 'rooms 2'
run 3 info --json campus.json
json out
