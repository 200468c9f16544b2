#!/bin/sh
# The rules of the house that a search can see: one file a foreign library, and nothing in the library
# that prints, exits, reads the environment or depends on a locale.
cd "$1" || exit 1
bad=0
for header in geos_c.h proj.h png.h sqlite3.h expat.h zip.h gdal.h; do
	files=$(grep -rlE "include *<$header>" lib cli | sort)
	[ "$(printf '%s' "$files" | grep -c .)" -le 1 ] || { echo "<$header> is included by several files: $files"; bad=1; }
done
folders=$(grep -rlE 'include *<(cairo|pango)' lib cli | xargs -rn1 dirname | sort -u)
[ "$(printf '%s' "$folders" | grep -c .)" -le 1 ] || { echo "cairo is included in several folders: $folders"; bad=1; }
calls='\b(setlocale|getenv|exit|abort|printf|puts|perror|strtod|atof|localtime|gmtime|strtok|rand|sprintf|strcpy|strcat|system|popen|socket) *\('
if grep -rnE "$calls" lib --include='*.c' | grep -vE ':[0-9]+:\s*(/\*|\*|//)'; then
	echo "the library may not call these"
	bad=1
fi
exit $bad
