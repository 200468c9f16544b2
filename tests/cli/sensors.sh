# shellcheck shell=sh
# Lists of sensors in CSV, JSON and GeoJSON: the same rules, and what resolve answers.
plan
campus() { printf '{"plans": [{"file": "plan.geojson"}], "sensors": [{"file": "%s"}]}\n' "$1" >campus.json; }
cat >s.csv <<'END'
id,building,level,lat,lon,kind
000000000101,Main,1,40.00005,-75.00005,gunshot
A,Main,1,40.00005,-75.00005,panic
A,Main,1,40.00005,-75.00015,panic
B,Main,1,40.00005,-75.00005,panic
B,Main,1,40.00005,-75.00005,panic
C,Main,7,40.00005,-75.00005,panic
D,Main,1,40.00015,-75.00005,panic
END
python=$(command -v python3)
if [ -n "$python" ]; then
	"$python" - <<'END'
import csv, json
rows = list(csv.DictReader(open('s.csv')))
json.dump({'sensors': rows}, open('s.json', 'w'), indent=1)
open('s.ndjson', 'w').write(''.join(json.dumps(r) + '\n' for r in rows))
def feature(r):
    at = [float(r.pop('lon')), float(r.pop('lat'))][:2]
    return {'type': 'Feature', 'id': r.pop('id'), 'properties': r, 'geometry': {'type': 'Point', 'coordinates': [at[0], at[1]]}}
json.dump({'type': 'FeatureCollection', 'features': [feature(r) for r in rows]}, open('s.geojson', 'w'), indent=1)
END
fi

for list in s.csv s.json s.ndjson s.geojson; do
	[ -f "$list" ] || continue
	it "the rules, in $list"
	campus "$list"
	run 1 resolve campus.json 000000000101 A B C D E -f csv
	err_has "$list:"
	err_has 'sensor "A": stands at another place too'
	err_has 'sensor "B": stands twice at one place'
	err_has 'sensor "C": no plan has a level "7" of Main (kept without a level)'
	err_has 'sensor "D": is in no room of level "1" (kept)'
	out_lines 7
	out_has '000000000101,ok,000000000101,gunshot,Main,1,'
	out_has 'A,ambiguous,A,'
	out_has 'B,ok,B,panic,Main,1,'
	out_has 'C,ok,C,panic,Main,,'
	out_has 'D,ok,D,panic,Main,1,,,'
	out_has 'E,unknown,'
	cut -d, -f1-10 out >"$list.out"
	cmp -s s.csv.out "$list.out" || fail "$list is answered unlike s.csv"
	run 3 resolve --strict campus.json B
	out_empty
done

it 'a list that is broken'
printf '[{"id": "A", "lat": 40, "lon": -75},' >cut.json
campus cut.json
run 1 info campus.json
err_has 'cut.json:1:37: JSON: '
run 3 info --strict campus.json
it 'a format that is none'
campus s.xlsx
: >s.xlsx
run 1 info campus.json
err_has 's.xlsx: sensors are read from CSV (.csv), JSON (.json, .ndjson) and GeoJSON'
