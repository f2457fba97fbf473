#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A network of two: this machine on one end of a wire, and on the other end a room of its own (a network namespace)
# with an avahi-daemon and the message bus that its tools talk over. Nothing of it touches the real network.
#
#   network.sh up NAME FOLDER NET     lays the wire NAME-a (NET.1) to NAME-b (NET.2), starts bus and avahi
#   network.sh down NAME FOLDER NET   takes all of it away
#
# Networks at the same time need different NETs, such as 10.77.0. Needs root. Where CI=true a missing avahi is installed; its service is not started.
# A test that is killed leaves bus and avahi for a quarter of an hour.
# Exit status: 0 done, 75 when something this machine lacks stands in the way, else 1 (said in one line).
set -eu

name=$2
folder=$3
net=$4

missing() {
  echo "$1"
  exit 75
}

failed() {
  echo "$1"
  exit 1
}

need() { # need COMMAND PACKAGE...
  command -v "$1" >/dev/null 2>&1 && return
  wanted=$1
  shift
  [ "${CI:-}" = true ] || missing "$wanted is missing: apt-get install $*"
  { apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@"; } >"$folder/install.log" 2>&1 ||
    missing "$wanted is missing and could not be installed: see $folder/install.log"
}

up() {
  [ "$(id -u)" = 0 ] || missing "a network of its own needs root"
  need ip iproute2
  need dbus-daemon dbus
  need avahi-daemon avahi-daemon
  need avahi-browse avahi-utils
  ip netns add "$name" 2>"$folder/ip.log" || missing "no network namespace: $(cat "$folder/ip.log")"
  ip link add "$name-a" type veth peer name "$name-b" netns "$name" 2>"$folder/ip.log" ||
    missing "no virtual wire: $(cat "$folder/ip.log")"
  ip address add "$net.1/24" dev "$name-a"
  ip link set "$name-a" up
  ip -n "$name" address add "$net.2/24" dev "$name-b"
  ip -n "$name" link set "$name-b" up
  ip -n "$name" link set lo up
  ip -n "$name" route add default dev "$name-b"
  bus
  avahi
}

bus() {
  cat >"$folder/bus.conf" <<END
<busconfig>
  <type>system</type>
  <listen>unix:path=$folder/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/><allow eavesdrop="true"/>
  </policy>
</busconfig>
END
  timeout 900 dbus-daemon --config-file="$folder/bus.conf" --nofork --nopidfile >"$folder/bus.log" 2>&1 &
  echo $! >"$folder/bus.pid"
  until_true [ -S "$folder/bus" ] || failed "the bus did not start: $(tail -1 "$folder/bus.log")"
}

avahi() {
  cat >"$folder/avahi.conf" <<END
[server]
host-name=$name
use-ipv6=no
allow-interfaces=$name-b
[publish]
publish-workstation=no
END
  # A folder /run of its own, for another avahi-daemon of this machine may have its files there.
  DBUS_SYSTEM_BUS_ADDRESS="unix:path=$folder/bus" ip netns exec "$name" sh -c \
    'mount -t tmpfs tmpfs /run && exec timeout 900 avahi-daemon --no-drop-root --no-chroot --no-rlimits -f "$0"' \
    "$folder/avahi.conf" >"$folder/avahi.log" 2>&1 &
  echo $! >"$folder/avahi.pid"
  until_true grep -q 'Server startup complete' "$folder/avahi.log" ||
    failed "avahi did not start: $(tail -1 "$folder/avahi.log")"
}

until_true() { # until_true COMMAND...: false when it is not within half a minute
  for _ in $(seq 300); do
    "$@" && return
    sleep 0.1
  done
  return 1
}

down() {
  for pid in avahi bus; do
    [ ! -f "$folder/$pid.pid" ] || kill "$(cat "$folder/$pid.pid")" 2>/dev/null || true
  done
  ip link delete "$name-a" 2>/dev/null || true
  ip netns delete "$name" 2>/dev/null || true
}

"$1"
