# shellcheck shell=sh
# Every command and every option of the tables stands in its man page.
# What is in the page of a command: its own file and the shared sections it names.
page() {
	cat "$source/cli/man/$1.scd"
	for part in $(sed -n "s/^ *'$1': *\[\(.*\)\],*$/\1/p" "$source/cli/man/meson.build" | tr -d "',"); do
		cat "$source/cli/man/$part.scd"
	done
}
it 'every command'
run 0
sed -n 's/^  \([a-z]*\)  *[a-z].*/\1/p' out | grep -v divides >commands
[ "$(wc -l <commands)" -ge 7 ] || fail 'the commands were not found'
page campusgrid.1 >main-page
while read -r command; do
	grep -q "^\*$command\*" main-page || fail "campusgrid(1) lacks $command"
	grep -q "campusgrid-$command\*(1)" main-page || fail "campusgrid(1) does not lead to $command"
done <commands
while read -r command; do
	it "every option of $command"
	run 0 "$command" --help </dev/null
	page "campusgrid-$command.1" >text
	sed -n 's/^  .*\(--[a-z-]*\) *.*/\1/p' out | sort -u >long
	sed -n 's/^  \(-[a-z]\), --.*/\1/p' out >short
	[ -s long ] || fail 'no options were found'
	cat long short >options
	while read -r option; do
		grep -q -e "\*$option\*" text || fail "the page lacks $option"
	done <options
	# And the page names no option that the command does not have.
	grep -o -e '^\*--[a-z-]*\*' -e ', \*--[a-z-]*\*' text | tr -d '*, ' | sort -u >named
	while read -r option; do
		grep -q -e "^ .*$option" out || fail "there is no $option"
	done <named
done <commands
