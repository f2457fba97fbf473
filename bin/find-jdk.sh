# Sourced by mvnw and handfast: sets JAVA_HOME to a JDK 25 or newer, or says how to get one.
# Looks at JAVA_HOME, JDK25_HOME, then the folders in which systems and tools install JDKs.
jdk_version() { # prints the major version of the JDK in folder $1, or nothing
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}
find_jdk() {
  for jdk in "${JAVA_HOME:-}" "${JDK25_HOME:-}" /usr/lib/jvm/* /opt/*jdk* /opt/java/* \
    "${HOME:-/root}"/.sdkman/candidates/java/* "${HOME:-/root}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$jdk" ] || continue
    version=$(jdk_version "$jdk")
    if [ "${version:-0}" -ge 25 ]; then
      echo "$jdk"
      return 0
    fi
  done
  return 1
}
if ! JAVA_HOME=$(find_jdk); then
  echo "handfast: no JDK 25 or newer found; install one (for example temurin-25-jdk) or set JAVA_HOME to it" >&2
  exit 2
fi
export JAVA_HOME
