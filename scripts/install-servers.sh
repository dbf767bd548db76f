#!/usr/bin/env bash
# Installs valkey-server 8, redis-server 7 and Chromium for the tests where it may (root on Debian), else says how in one line.
set -euo pipefail
missing=()
command -v valkey-server >/dev/null || missing+=(valkey)
command -v redis-server >/dev/null || missing+=(redis)
command -v chromium >/dev/null || missing+=(chromium)
[ ${#missing[@]} -eq 0 ] && exit 0
how="install valkey-server 8 (Debian: bookworm-backports), redis-server 7 and chromium, then run npm test again"
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "npm test needs real servers and a browser: $how" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
# The tests start their own servers on ports of their own: keep the packages' services from starting.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"
  trap 'rm -f "$policy"' EXIT
fi
log=$(mktemp)
run() { "$@" >"$log" 2>&1 || { cat "$log" >&2; echo "npm test needs real servers and a browser: $how" >&2; exit 1; }; }
codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
if ! grep -rqs bookworm-backports /etc/apt/sources.list /etc/apt/sources.list.d && [ "$codename" = bookworm ]; then
  echo 'deb http://deb.debian.org/debian bookworm-backports main' >/etc/apt/sources.list.d/bookworm-backports.list
fi
run apt-get update
command -v redis-server >/dev/null || run apt-get install -y --no-install-recommends redis-server
if ! command -v valkey-server >/dev/null; then
  if [ "$codename" = bookworm ]; then run apt-get install -y --no-install-recommends -t bookworm-backports valkey-server valkey-tools
  else run apt-get install -y --no-install-recommends valkey-server valkey-tools; fi
fi
command -v chromium >/dev/null || run apt-get install -y --no-install-recommends chromium
