#!/bin/sh
# Are the committed files of the sample campus those that its generator writes? Pictures are compared by
# their pixels (another zlib packs them otherwise), all else by bytes. check-sample.sh SOURCE GENERATOR PIXELS
source=$1 generator=$(realpath "$2") pixels=$(realpath "$3")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
"$generator" "$work" || exit 1
bad=0 count=0
cd "$work" || exit 1
for file in $(find . -type f | LC_ALL=C sort); do
	count=$((count + 1))
	case $file in
	*.png) "$pixels" "$file" "$source/data/sample/$file" || bad=1 ;;
	*) cmp "$file" "$source/data/sample/$file" || bad=1 ;;
	esac
done
[ "$count" -ge 15 ] || { echo "the generator wrote $count files only"; bad=1; }
[ "$(find "$source/data" -name campus.json | wc -l)" = 1 ] || { echo "more than one campus.json under data/"; bad=1; }
exit $bad
