# shellcheck shell=sh
# OpenStreetMap: a school in its neighbourhood, what its extract lacks, and files that are no map.
school() {
	cat >school.osm <<'END'
<?xml version='1.0' encoding='UTF-8'?>
<osm version='0.6'>
  <node id='1' lat='40.0000' lon='-75.0000'/>
  <node id='2' lat='40.0000' lon='-74.9990'/>
  <node id='3' lat='40.0005' lon='-74.9990'/>
  <node id='4' lat='40.0005' lon='-75.0000'/>
  <node id='5' lat='40.0000' lon='-74.9995'><tag k='entrance' v='main'/><tag k='ref' v='1'/></node>
  <node id='6' lat='40.0005' lon='-74.9995'/>
  <node id='11' lat='40.0100' lon='-75.0000'/>
  <node id='12' lat='40.0100' lon='-74.9990'/>
  <node id='13' lat='40.0105' lon='-74.9990'/>
  <node id='-21' lat='39.9990' lon='-75.0000'/>
  <node id='-22' lat='39.9990' lon='-74.9990'/>
  <node id='31' lat='40.0002' lon='-74.9985'><tag k='emergency' v='fire_hydrant'/></node>
  <way id='100'><nd ref='1'/><nd ref='5'/><nd ref='2'/><nd ref='3'/><nd ref='6'/><nd ref='4'/><nd ref='1'/>
    <tag k='building' v='school'/><tag k='name' v='Main'/></way>
  <way id='101'><nd ref='1'/><nd ref='5'/><nd ref='6'/><nd ref='4'/><nd ref='1'/>
    <tag k='indoor' v='room'/><tag k='level' v='0'/><tag k='level:ref' v='1'/><tag k='ref' v='101'/></way>
  <way id='102'><nd ref='5'/><nd ref='2'/><nd ref='3'/>
    <tag k='indoor' v='room'/><tag k='level' v='0'/><tag k='name' v='Gym'/></way>
  <way id='103'><nd ref='11'/><nd ref='12'/><nd ref='13'/><nd ref='11'/>
    <tag k='building' v='retail'/><tag k='name' v='Shop'/></way>
  <way id='104'><nd ref='-21'/><nd ref='-22'/><nd ref='99'/>
    <tag k='highway' v='residential'/><tag k='name' v='Elm Street'/></way>
</osm>
END
}
school

it 'what a map becomes'
run 1 info school.osm
out_has 'building  Main'
out_has 'level   1 (ordinal 0): rooms 1 (named 1), doors 1 (exterior 1)'
out_has 'areas     neighbor 1, road 1'
out_has 'credit    (c) OpenStreetMap contributors'
err_has 'school.osm:19:3: way 102 "Gym": its outline is not closed (left out)'
err_has 'school.osm: 1 node of ways is not in the file (way 104): it was cut out of a larger one'

it 'the neighbour 1 km away is outside the extent'
run 1 table rooms school.osm -f csv
out_has 'way/101,Main,1,0,101,,'
run 1 info --json school.osm
out_lacks '40.01'

it 'a map of it'
run 1 map school.osm -o m.pdf
[ -s m.pdf ]

it 'strict refuses it'
run 3 info --strict school.osm
err_has 'school.osm:19:3: way 102 "Gym": its outline is not closed'
out_empty

it 'files that are no map'
echo '<osmChange version="0.6"/>' >change.osm
run 3 info change.osm
err_has 'change.osm:1:1: an osmChange holds changes of a map, not the map'
echo '<osm><remark>runtime error: Query timed out</remark></osm>' >answer.osm
run 3 info answer.osm
err_has 'answer.osm: an answer of Overpass that is not whole: runtime error: Query timed out'
head -c 600 school.osm >cut.osm
run 3 info cut.osm
err_has 'XML: '
: >empty.osm
run 3 info empty.osm
err_has 'empty.osm:1:1: XML: empty'
