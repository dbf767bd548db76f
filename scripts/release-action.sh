#!/usr/bin/env bash
# Tags the built action: scripts/release-action.sh v0.1.0
# A runner installs nothing, so that the tag's commit holds what action.yml starts, and nothing else. Neither a branch nor
# the working tree changes; `git push origin TAG` publishes it.
set -euo pipefail
tag=$1
cd "$(dirname "$0")/.."
npm run --silent build
index=$(mktemp -u)
trap 'rm -f "$index"' EXIT
export GIT_INDEX_FILE=$index
git add --force action.yml package.json LICENSE README.md dist
git rm -r --quiet --cached dist/wrapper-package
commit=$(git commit-tree -p HEAD -m "The action, $tag" "$(git write-tree)")
git tag "$tag" "$commit"
