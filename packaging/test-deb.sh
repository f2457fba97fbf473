#!/bin/sh
# The Debian package, lived through: packaging/test-deb.sh [--built]. Needs root on a Debian or Ubuntu: installs,
# runs the service's commands as the service's user, removes, purges, and looks for what was left behind.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ "$(id -u)" = 0 ] || { echo "test-deb: needs root" >&2; exit 2; }
if dpkg-query -W -f '${Status}' handfast 2>/dev/null | grep -q installed; then
  echo "test-deb: handfast is installed here: this would purge its identity" >&2
  exit 2
fi
DEB_COMPRESSION=${DEB_COMPRESSION:-1} "$here/build" --deb "$@"
package=$(ls "$here"/target/handfast_*.deb)
log=$here/target/test-deb.log
unit=/usr/lib/systemd/system/handfast.service
pid=

fail() { echo "test-deb: FAILED: $*" >&2; [ ! -e "$log" ] || tail -n 20 "$log" >&2; exit 1; }
ok() { echo "test-deb: $*"; }
leave() { # whatever happens, the machine stays as it was
  status=$?
  [ -z "$pid" ] || kill -9 "$pid" 2>/dev/null || true
  dpkg --purge handfast >/dev/null 2>&1 || true
  exit $status
}
trap leave EXIT
traces() { # of a package of this name, wherever packages may put something
  find /etc /opt /run /srv /usr /var -xdev \( -path "$here" -o -path "$(dirname "$here")" \) -prune -o \
    \( -path '*handfast*' -a -newer "$here/target/before" \) -print
  find /tmp -maxdepth 1 -name '*_handfast*' -newer "$here/target/before"
  getent passwd handfast
  getent group handfast
}
command_of() { sed -n "s/^$1=//p" "$unit"; } # a command of the unit
start() { # as systemd would: the unit's line, user, folder, mask
  : >"$log"
  # shellcheck disable=SC2046
  (cd /var/lib/handfast && umask 0077 && exec setpriv --reuid handfast --regid handfast --clear-groups --no-new-privs \
    --bounding-set -all env -i PATH=/usr/bin:/bin $(command_of ExecStart) --port "$1" >"$log" 2>&1) &
  pid=$!
  until [ "$(stat -c %U "/proc/$pid" 2>/dev/null)" = handfast ]; do # Type=exec: nothing looks at it before it is itself
    kill -0 "$pid" 2>/dev/null || fail "it does not start"
    sleep 0.1
  done
  # shellcheck disable=SC2046
  setpriv --reuid handfast --regid handfast --clear-groups $(command_of ExecStartPost | sed "s/\$MAINPID/$pid/") ||
    fail "it does not listen"
}
as_handfast() { setpriv --reuid handfast --regid handfast --clear-groups env -i PATH=/usr/bin:/bin "$@"; }
ask() { # the SKI of the hub that runs, from itself; its console opens a moment after its port
  asked=0
  until as_handfast handfast hub status --data /var/lib/handfast >"$here/target/status" 2>&1; do
    asked=$((asked + 1))
    [ $asked -lt 20 ] || fail "$(cat "$here/target/status")"
    sleep 0.5
  done
  sed -n 's/^SKI *\([0-9a-f]*\).*/\1/p' "$here/target/status"
}
stop() {
  began=$(date +%s)
  kill -TERM "$pid"
  wait "$pid" || fail "stopped with status $?"
  pid=
  ok "stopped with 0 after $(($(date +%s) - began)) s"
}

touch "$here/target/before"
dpkg -i "$package" >"$log" 2>&1 || fail "dpkg -i"
ok "installed $(dpkg-query -W -f '${Package} ${Version} ${Architecture}, ${Installed-Size} KiB' handfast)"
[ "$(stat -c '%U:%G %a' /var/lib/handfast)" = "handfast:handfast 700" ] || fail "rights of the data folder"
[ "$(stat -c '%U:%G %a' /etc/handfast/config.json)" = "root:handfast 640" ] || fail "rights of the configuration"
handfast version >"$log" 2>&1 || fail "handfast version"
grep -q 'archive' "$log" && fail "the class archive does not fit where the package puts it"
ok "$(cat "$log")"

if command -v systemd-analyze >/dev/null 2>&1; then
  systemd-analyze verify "$unit" >"$log" 2>&1 || fail "systemd-analyze verify"
  systemd-analyze security --offline=true --threshold=20 "$unit" >"$log" 2>&1 || fail "exposed more than 2.0"
  ok "the unit is in order: $(tail -n 1 "$log" | sed 's/[^ -~]*//g')"
fi

start 0
[ "$(ps -o user= -p "$pid")" = handfast ] || fail "does not run as handfast"
[ "$(readlink "/proc/$pid/exe")" = /usr/lib/handfast/runtime/bin/java ] || fail "the launcher did not become the JVM"
first=$(ask)
[ -n "$first" ] || fail "no SKI in $(cat "$here/target/status")"
ok "listening, and it can be asked: SKI $first, RSS $(($(sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) .*/\1/p' "/proc/$pid/status") / 1024)) MB"
[ "$(stat -c '%U %a' /var/lib/handfast/console.token)" = "handfast 600" ] || fail "rights of the console's token"
grep -q 'token=' "$log" && fail "the console's opening address stands in the log"
if handfast hub config print >/dev/null 2>&1; then # versions that reload their configuration
  # shellcheck disable=SC2046,SC2091
  $(command_of ExecReload | sed "s/\$MAINPID/$pid/")
  sleep 1
  kill -0 "$pid" || fail "HUP ended it"
  ok "still there after HUP"
fi
stop
start 0
[ "$(ask)" = "$first" ] || fail "another identity after a restart"
stop

# A jar that changes under the archive: said once, and it works all the same.
touch /usr/lib/handfast/lib/picocli-*.jar
handfast version >"$log" 2>&1 || fail "handfast version with another jar"
grep -q 'made for other jars' "$log" || fail "nothing was said about the archive that does not fit"
ok "an archive that does not fit is said and not used"

# A local change of the configuration survives an upgrade.
sed -i 's/"max_connections": 20/"max_connections": 21/' /etc/handfast/config.json
dpkg -i "$package" >"$log" 2>&1 || fail "installing over it"
grep -q '"max_connections": 21' /etc/handfast/config.json || fail "the configuration was overwritten"
[ "$(stat -c %a /etc/handfast/config.json)" = 640 ] || fail "rights of the configuration after the upgrade"
handfast version 2>&1 | grep -q 'archive' && fail "the class archive does not fit after the upgrade"
ok "installed over itself, the configuration is kept"

dpkg --remove handfast >"$log" 2>&1 || fail "dpkg --remove"
[ -s /var/lib/handfast/certs/ship.key ] || fail "removing took the identity"
[ -e /etc/handfast/config.json ] || fail "removing took the configuration"
[ ! -e /usr/lib/handfast ] || fail "the program is still there"
[ ! -e /usr/bin/handfast ] || fail "the command is still there"
ok "removed: identity and configuration are kept"
dpkg --purge handfast >"$log" 2>&1 || fail "dpkg --purge"
left=$(traces || true)
[ -z "$left" ] || fail "left behind: $left"
ok "purged: nothing is left behind"
if command -v lintian >/dev/null; then
  lintian --allow-root --fail-on error "$package" || fail "lintian"
  ok "lintian finds no error"
fi
