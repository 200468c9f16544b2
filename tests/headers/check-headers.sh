#!/bin/sh
# Does each public header stand alone, as C99, as C11 and as C++11? check-headers.sh SOURCE
cd "$1" || exit 1
bad=0
for header in include/campusgrid/*.h; do
	for language in 'c -std=c99' 'c -std=c11' 'c++ -std=c++11'; do
		# g++ is not a build dependency: its part is skipped where it is absent.
		case $language in c++*) command -v g++ >/dev/null || continue ;; esac
		# shellcheck disable=SC2086 # a language and its option
		gcc -x $language -Wall -Wextra -Wpedantic -Werror -Iinclude -fsyntax-only "$header" || bad=1
	done
done
exit $bad
