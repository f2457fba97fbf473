# Sourced by handfast and bench: class_path FOLDER prints all jars in it, in one order on every machine, without the
# native cryptography of other processors: both kinds hold the same names, and the first on the path wins.
class_path() {
  case $(uname -m) in
    x86_64 | amd64) native=linux-x86_64 ;;
    aarch64 | arm64) native=linux-aarch_64 ;;
    *) native=none ;;
  esac
  path=
  for jar in "$1"/*.jar; do
    case $jar in
      *-linux-*_64.jar) case $jar in *-"$native".jar) ;; *) continue ;; esac ;;
    esac
    path=$path${path:+:}$jar
  done
  printf '%s\n' "$path"
}
