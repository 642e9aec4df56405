#!/bin/sh
# Fetches the libraries of the page with their licences, in the versions that are pinned here.
# usage: python/relationship_engine/page/vendor.sh
set -eu
folder=$(cd "$(dirname "$0")" && pwd)/vendor
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
mkdir -p "$folder"
cd "$work"

# vendor PACKAGE VERSION FILE LICENCE: FILE of the package, and its licence, without the line that names a source map
vendor() {
    npm pack --silent "$1@$2" >/dev/null
    tar xzf "$1-$2.tgz"
    sed '/^\/\/# sourceMappingURL=/d' "package/dist/$3" > "$folder/$3"
    cp "package/$4" "$folder/$1.LICENSE"
    rm -r package
}

vendor force-graph 1.52.0 force-graph.min.js LICENSE
vendor chart.js 4.6.1 chart.umd.min.js LICENSE.md
vendor graphology 0.26.0 graphology.umd.min.js LICENSE.txt
vendor graphology-library 0.8.0 graphology-library.min.js LICENSE.txt
