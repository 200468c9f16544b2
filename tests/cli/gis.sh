# shellcheck shell=sh
# table -f gpkg and -f kml: what GDAL reads of them is our own GeoJSON table.
gis=$source/tests/gis.py
kinds='cells rooms pieces doors assets sensors'

# read_back CAMPUS KIND...: each kind in each format, through GDAL.
read_back() {
	campus=$1
	shift
	run 0 table all "$campus" -f gpkg -o all.gpkg --force -q
	[ "$(python3 "$gis" all.gpkg)" = "$kinds" ] || fail "tables: $(python3 "$gis" all.gpkg 2>&1)"
	for kind in "$@"; do
		run 0 table "$kind" "$campus" -f geojson -o ours.geojson --force -q
		run 0 table "$kind" "$campus" -f kml -o "$kind.kml" --force -q
		[ "$(grep -c '<Placemark>' "$kind.kml")" -eq "$(grep -c '"Feature"' ours.geojson)" ] ||
			fail "kml $kind: another count"
		command -v ogr2ogr >/dev/null || continue
		ogr2ogr -f GeoJSON -lco COORDINATE_PRECISION=7 theirs.geojson all.gpkg "$kind" 2>err
		python3 "$gis" ours.geojson theirs.geojson >lint 2>&1 || fail "gpkg $kind: $(cat lint)"
		rm -f theirs.geojson
	done
	[ -d "$source/../shared/data/schemas/kml" ] && command -v xmllint >/dev/null || return 0
	xmllint --nonet --noout --schema "$source/../shared/data/schemas/kml/ogckml22.xsd" ./*.kml >lint 2>&1 ||
		fail "kml: $(grep -v validates lint | head -n 3)"
}

it 'the sample campus'
# shellcheck disable=SC2086
read_back "$sample" $kinds

it 'a campus of hostile names'
cat >hostile.geojson <<'END'
{"type": "FeatureCollection", "features": [
 {"type": "Feature", "id": "a'b\"c", "properties": {"ref": "'; DROP TABLE rooms; --", "name": "\"<&>]]>", "level": "1", "indoor": "room"},
  "geometry": {"type": "Polygon", "coordinates": [[[-75, 40], [-74.9999, 40], [-74.9999, 40.0001], [-75, 40.0001], [-75, 40]]]}},
 {"type": "Feature", "id": "한국", "properties": {"ref": "=1+1", "name": "학교 مدرسة", "level": "1", "indoor": "room"},
  "geometry": {"type": "MultiPolygon", "coordinates": [[[[-75.0002, 40], [-75.0001, 40], [-75.0001, 40.0001], [-75.0002, 40.0001], [-75.0002, 40]]], [[[-75.0004, 40], [-75.0003, 40], [-75.0003, 40.0001], [-75.0004, 40.0001], [-75.0004, 40]]]]}}]}
END
read_back hostile.geojson rooms pieces

it 'a real campus'
[ -d "$source/../shared/data/imdf/postech_c5" ] && {
	"$program" table rooms "$source/../shared/data/imdf/postech_c5" -f geojson -q >ours.geojson 2>err
	"$program" table rooms "$source/../shared/data/imdf/postech_c5" -f gpkg -q >rooms.gpkg 2>err
	[ "$(python3 "$gis" rooms.gpkg)" = rooms ] || fail 'not one table of rooms'
	command -v ogr2ogr >/dev/null && {
		ogr2ogr -f GeoJSON -lco COORDINATE_PRECISION=7 theirs.geojson rooms.gpkg rooms 2>err
		python3 "$gis" ours.geojson theirs.geojson >lint 2>&1 || fail "postech: $(cat lint)"
	}
}

it 'the rules of the format'
/usr/bin/python3 -c 'import osgeo_utils.samples.validate_gpkg' 2>/dev/null && {
	run 0 table all "$sample" -f gpkg -o v.gpkg -q
	/usr/bin/python3 -m osgeo_utils.samples.validate_gpkg v.gpkg >lint 2>&1 || fail "$(head -n 3 lint)"
}

it 'the same bytes twice, and less for others'
run_to one.gpkg 0 table all "$sample" -f gpkg -q
run_to two.gpkg 0 table all "$sample" -f gpkg -q
cmp -s one.gpkg two.gpkg || fail 'two runs differ'
run_to public.gpkg 0 table all "$sample" -f gpkg --audience public -q
[ "$(python3 "$gis" public.gpkg)" = cells ] || fail 'the public sees more than cells'
! grep -q 'GSD-' public.gpkg || fail 'a sensor is in the bytes for the public'
run_to responder.gpkg 0 table all "$sample" -f gpkg --audience responder -q
! grep -q 'GSD-' responder.gpkg || fail 'a sensor is in the bytes for responders'

it 'all tables in one file are a GeoPackage'
run 2 table all "$sample" -f csv
err_has 'all tables in one file are a GeoPackage: -f gpkg'
