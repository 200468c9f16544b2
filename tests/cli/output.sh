# shellcheck shell=sh
# Outputs that cannot be written, or that are there already: exit 4, and what was there is untouched.
plan
echo precious >old

it 'an output that exists is refused and untouched'
for command in 'info' 'grid' 'table rooms' 'resolve' 'locate'; do
	# shellcheck disable=SC2086
	run 4 $command plan.geojson -o old </dev/null
	err_has 'old: exists already (--force replaces it)'
	err_named "${command%% *}"
	holds old precious
done
run 4 map plan.geojson -o old -f pdf
err_has 'old: exists already'
holds old precious

it '--force replaces it'
cp old old.csv
run 0 table rooms plan.geojson -o old.csv --force
grep -q '^id,building' old.csv || fail 'no table'

it 'an output folder that is not there, or is a file'
for to in nowhere/x.csv old/x.csv /proc/x.csv; do
	run 4 table rooms plan.geojson -o $to
	err_has "$to: cannot be created: "
done
run 4 table rooms plan.geojson -f csv -o .
err_has '.: is a folder'
run 4 map plan.geojson -o nowhere/x.pdf
run 4 map plan.geojson -o nowhere/x.png

it 'a full disk'
for command in 'info' 'info --json' 'grid' 'grid -f json' 'grid -f geojson' 'table cells' 'table rooms -f json' \
	'map -o - -f pdf'; do
	# shellcheck disable=SC2086
	run_to /dev/full 4 $command plan.geojson
	err_has 'standard output: cannot be written: No space left on device'
done
run_to /dev/full 4 locate plan.geojson A1
err_has 'No space left on device'

it 'a closed pipe is an end without words'
(
	sleep 0.3
	"$program" table cells plan.geojson 2>err
	echo $? >code
) | true
sleep 0.1
while [ ! -s code ]; do sleep 0.1; done
holds code 4
err_lacks 'cannot be written'

it 'a closed standard output'
"$program" table cells plan.geojson >&- 2>err
[ $? -eq 4 ] || fail 'no exit 4'
err_has 'standard output: cannot be written'

it 'a file beyond the limit of the system'
mkdir small
(
	ulimit -f 1
	"$program" table cells plan.geojson -o small/cells.json --cell 1m 2>err
	echo $? >code
)
holds code 4
err_has 'small/cells.json: cannot be written: File too large'
only small

it 'a page that exists refuses all pages'
mkdir pages
run 0 map plan.geojson -o pages/m.png --dpi 20
present pages/m-overview.png
rm pages/m-overview.png
other=$(ls pages)
cp "pages/$other" other
run 4 map plan.geojson -o pages/m.png --dpi 20
err_has "pages/$other: exists already"
only pages "$other"
cmp -s other "pages/$other" || fail 'the page that was there changed'
run 2 map plan.geojson -o - -f png --dpi 20
err_has 'do not go to standard output'

it 'one page is the file itself'
run 0 map plan.geojson -o one.png --dpi 20 --level 1
present one.png
only . $(ls -A)

it 'what is not part of the plan'
run 1 table rooms plan.geojson --level 7
err_has '1'
out_empty
run 1 table rooms plan.geojson --building Annex -o annex.csv
err_has Main
absent annex.csv
run 1 map plan.geojson --level 7 -o level7.pdf
absent level7.pdf

it 'private files'
run 0 table rooms plan.geojson --private -o private.csv
[ "$(stat -c %a private.csv)" = 600 ] || fail 'mode is not 600'

it 'a signal leaves nothing behind'
mkdir ended
mkfifo ids
"$program" resolve plan.geojson -o ended/x.csv <ids 2>err &
pid=$!
exec 3>ids
tries=0
while [ -z "$(ls ended)" ] && [ $tries -lt 50 ]; do
	sleep 0.1
	tries=$((tries + 1))
done
[ -n "$(ls ended)" ] || fail 'no temporary file was made'
kill -TERM $pid
wait $pid 2>/dev/null
[ $? -eq 143 ] || fail 'not ended by the signal'
exec 3>&-
only ended
