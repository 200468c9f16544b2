# shellcheck shell=sh
# alert: one document for one alarm.
now=2026-09-01T14:03:22-04:00
common="--time $now --sender sensors.district.example"

it 'a line of text, marked as a test unless said otherwise'
run 0 alert "$sample" GSD-0214 --event gunshot
out_has 'TEST | GUNSHOT | GSD-0214 | BLDG Annex | FLR 1 | RM A105 | GRID E11-7 | '
out_lines 1
err_has 'marked as a test: --actual makes it a real alert, --test a drill'
run 0 alert "$sample" GSD-0214 --event gunshot --actual
grep -q '^GUNSHOT | GSD-0214 | ' out || fail 'a real alert is not called by its event'
err_empty
run 0 alert "$sample" GSD-0214 --test
grep -q '^DRILL | PANIC | GSD-0214 | ' out || fail 'not a drill of the kind of the sensor'
err_empty

it 'real types only when asked for'
run 0 alert "$sample" GSD-0214 -f cot
out_lacks 'b-a-o'
out_has 'type="b-m-p-s-m"'
run 0 alert "$sample" GSD-0214 -f cot --actual
out_has 'type="b-a-o-tbl"'
out_has '<emergency type="911 Alert"/>'
run 2 alert "$sample" GSD-0214 --actual --test
err_has '--test and --actual exclude each other'

it 'an id that nobody knows is still an alarm of this campus'
run 1 alert "$sample" GSD-9999 -f pidf-lo --actual $common
out_has '<ca:NAM>Cedar Ridge High School</ca:NAM>'
out_has 'NOT KNOWN'
out_lacks 'gml:pos'
err_has '1 of 1 not located: 1 unknown'
run 1 alert "$sample" GSD-9999 -f cot --actual $common
out_empty
err_has 'Cursor on Target needs a position, and that of "GSD-9999" is not known'

it 'what cannot be asked'
run 2 alert "$sample"
run 2 alert "$sample" GSD-0214 --event party
err_has 'there are alarm, gunshot'
run 2 alert "$sample" GSD-0214 --time yesterday
err_has '--time yesterday is not a time as 2026-09-01T14:03:22-04:00'
run 2 alert "$sample" GSD-0214 --audience public
err_has 'not for --audience public'
run 2 alert "$sample" GSD-0214 -f cap --sender 'two words'
err_has 'sender "two words" is no host name'
run 2 alert "$sample" GSD-0214 -f fax

it 'the same bytes twice, and a file that is there stays'
run_to one.xml 0 alert "$sample" GSD-0214 -f cap $common --actual
run_to two.xml 0 alert "$sample" GSD-0214 -f cap $common --actual
cmp -s one.xml two.xml || fail 'two runs differ'
run 4 alert "$sample" GSD-0214 -f cap $common --actual -o one.xml
cmp -s one.xml two.xml || fail 'a file was written over'
