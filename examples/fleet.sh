#!/usr/bin/env bash
# The change in one of many repositories, for multi-gitter (https://github.com/lindell/multi-gitter), which opens the
# pull requests:
#
#   multi-gitter run examples/fleet.sh --org your-org --branch valkey \
#     --pr-title 'Move from Redis clients to Valkey' --commit-message 'Move from Redis clients to Valkey'
#
# It runs in a fresh clone. Where nothing changes, multi-gitter opens nothing. A lockfile follows its manifest.
set -euo pipefail
run() { if [ -n "${VALKEY_CODEMOD:-}" ]; then "$VALKEY_CODEMOD" "$@"; else npx --yes valkey-codemod@0.1.0 "$@"; fi; }
run . --write --quiet --format json --output - >/dev/null
if git diff --quiet -- package.json; then exit 0; fi
if [ -f pnpm-lock.yaml ]; then pnpm install --lockfile-only --ignore-scripts
elif [ -f yarn.lock ]; then yarn install --mode update-lockfile
elif [ -f package-lock.json ]; then npm install --package-lock-only --ignore-scripts
fi
