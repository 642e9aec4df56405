#!/bin/sh
# Fetches the library that draws the graph, with its licence, in the version that is pinned here.
# usage: python/relationship_engine/page/vendor.sh
set -eu
version=3.35.0
folder=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
npm pack --silent "cytoscape@$version" >/dev/null
tar xzf "cytoscape-$version.tgz"
cp package/dist/cytoscape.min.js "$folder/cytoscape.min.js"
cp package/LICENSE "$folder/cytoscape.LICENSE"
