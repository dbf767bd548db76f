#!/usr/bin/env bash
# What action.yml runs: turns its inputs into options. Works outside of the repository that it looks at.
set -euo pipefail
args=(comment --platform github "--engine=$INPUT_ENGINE" "--schemes=$INPUT_SCHEMES")
[ "$INPUT_UPLOAD" = true ] && args+=(--upload-sarif)
[ -n "$INPUT_FAIL_ON" ] && args+=("--fail-on=$INPUT_FAIL_ON")
[ -n "$INPUT_CONFIG" ] && args+=("--config=$GITHUB_WORKSPACE/$INPUT_CONFIG")
while IFS= read -r line; do [ -n "$line" ] && args+=("$line"); done <<<"$INPUT_ARGS"
args+=("$GITHUB_WORKSPACE/$INPUT_PATH")
cd "$RUNNER_TEMP"
if [ -n "${VALKEY_CODEMOD:-}" ]; then exec "$VALKEY_CODEMOD" "${args[@]}"; fi
exec npx --yes "valkey-codemod@$INPUT_VERSION" "${args[@]}"
