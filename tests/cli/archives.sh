# shellcheck shell=sh
# Archives: what a folder says, an archive of it says; what cannot be trusted is refused in one line.
command -v python3 >/dev/null || {
	echo 'no python3 to make archives with: skipped'
	exit 0
}
# zip FILE CODE: python that writes into the archive z.
zip() {
	python3 -c "
import zipfile
deflated = zipfile.ZIP_DEFLATED
with zipfile.ZipFile('$1', 'w', deflated) as z:
    $2"
}
refused() {
	for command in info 'table rooms'; do
		# shellcheck disable=SC2086
		run 3 $command "$1"
		err_has "$2"
		err_lines 1
		out_empty
	done
}

mkdir gym
plan
mv plan.geojson gym/F1.geojson

it 'the same rooms as the folder'
run 0 table rooms gym
cp out folder.csv
zip gym.zip "z.write('gym/F1.geojson', 'F1.geojson')"
run 0 table rooms gym.zip
cmp -s out folder.csv || fail 'the archive says something else'
zip other.zip "z.write('gym/F1.geojson'); z.writestr('__MACOSX/gym/._F1.geojson', 'x')"
run 0 table rooms other.zip
cmp -s out folder.csv || fail 'the nested archive says something else'

it 'what is passed over is named'
run 0 info -v other.zip
err_has 'other.zip: "__MACOSX" is no GeoJSON and is passed over'

it 'a broken file in an archive'
zip broken.zip "z.write('gym/F1.geojson'); z.writestr('gym/F2.geojson', '{\"type\":')"
run 1 table rooms broken.zip
err_has 'broken.zip/gym/F2.geojson:1:9: JSON: '
run 3 table rooms broken.zip --strict

it 'archives that cannot be trusted'
head -c 200 gym.zip >cut.zip
refused cut.zip 'cut.zip: ZIP: it is cut short'
zip slip.zip "z.writestr('../x', 'y')"
refused slip.zip 'slip.zip: ZIP: "../x" leads out of the archive'
zip bomb.zip "z.writestr('x.geojson', b' ' * (8 << 20))"
refused bomb.zip 'bomb.zip: ZIP: "x.geojson" would grow more than 250-fold'
echo '{}' >no.imdf
refused no.imdf 'no.imdf: ZIP: this is no ZIP archive'
zip none.zip "z.writestr('readme.txt', 'x')"
refused none.zip 'none.zip: no GeoJSON file in it could be read'
zip campus.zip "z.writestr('a/campus.json', '{}')"
refused campus.zip 'campus.zip: holds "a/campus.json"'

it 'names by language'
zip venue.imdf "
    building = '{\"type\":\"Feature\",\"feature_type\":\"building\",\"id\":\"b\",\"properties\":{\"name\":{\"fr\":\"Gymnase\",\"en\":\"Gym\"}},\"geometry\":null}'
    level = '{\"type\":\"Feature\",\"feature_type\":\"level\",\"id\":\"l\",\"properties\":{\"short_name\":{\"en\":\"1\"},\"ordinal\":0,\"building_ids\":[\"b\"]},\"geometry\":%s}'
    unit = '{\"type\":\"Feature\",\"feature_type\":\"unit\",\"id\":\"u\",\"properties\":{\"name\":{\"fr\":\"Salle\",\"en\":\"Hall\",\"de\":\"Halle\"},\"level_id\":\"l\"},\"geometry\":%s}'
    square = '{\"type\":\"Polygon\",\"coordinates\":[[[-75,40],[-74.9995,40],[-74.9995,40.0005],[-75,40.0005],[-75,40]]]}'
    put = lambda name, feature: z.writestr(name, '{\"type\":\"FeatureCollection\",\"features\":[' + feature + ']}')
    z.writestr('manifest.json', '{\"language\":\"fr-CA\"}')
    put('building.geojson', building); put('level.geojson', level % square); put('unit.geojson', unit % square)"
run 0 table rooms venue.imdf
out_has 'u,Gymnase,1,0,Salle,'
run 0 table rooms venue.imdf --lang de
out_has 'u,Gymnase,1,0,Halle,'
run 0 table rooms venue.imdf --lang en-US
out_has 'u,Gym,1,0,Hall,'
