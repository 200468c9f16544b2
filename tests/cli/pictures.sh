# shellcheck shell=sh
# Pictures under the map: what is said of them, and of one that cannot be read.
it 'info tells the pictures by kind, place and date'
run 0 info "$sample"
out_has 'aerial  2026-04-12 (1440 x 1240 pixels)'
run 0 info --json "$sample"
out_has '{"kind": "aerial", "building": null, "level": null, "captured": "2026-04-12", "width": 1440, "height": 1240}'

it 'the date of a picture stands on the pages that show it'
run 0 map "$sample" --building Gym -o gym.svg
for page in gym-Gym-1.svg gym-Gym-LL.svg; do
	grep -q 'Aerial imagery: 2026-04-12' "$page" || fail "$page has no date"
	grep -q '<image [^>]*data:image/png;base64,' "$page" || fail "$page has no picture"
done

it 'a picture that breaks off is left out by name, once, and the pages come'
cp -r "$source/data/sample" campus
head -c 30000 campus/aerial.png >cut.png
mv cut.png campus/aerial.png
run 1 map campus/campus.json -o cut.pdf
err_has 'aerial.png: PNG: '
err_has '1 part of the input left out or at fault'
present cut.pdf
run 1 map campus/campus.json --building Gym -o cut.svg
present cut-Gym-1.svg
! grep -q 'Aerial imagery' cut-Gym-1.svg || fail 'the date of a picture that is not there'
run 3 map campus/campus.json --strict -o never.pdf
absent never.pdf

it 'a level that is a picture alone: the grid lies along it, and far from the others it is left out by name'
mkdir alone
cp "$source/data/sample/aerial.png" alone/plan.png
printf '0.1\n0\n0\n-0.1\n0\n0\n' >alone/plan.pgw
alone() { printf '{"plans": [{"file": "plan.png", "building": "A", "level": "1", "origin": [%s], "turn": 20}%s]}' "$1" "$2" >alone/campus.json; }
alone '40.1, -75.1' ''
run 0 info alone --turn auto
out_has 'turn      20 degrees clockwise'
cp "$source/data/sample/gym-1.geojson" alone
alone '41.9, 12.5' ', {"file": "gym-1.geojson"}'
run 1 info alone
err_has 'plan.png: lies '
err_has 'from gym-1.geojson, with which it cannot be one campus (left out; read it by itself)'
out_has 'imagery   0'
