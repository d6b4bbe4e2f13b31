# shellcheck shell=bash disable=SC2154
# What starts the JVM of a command here or in tests; the command sets root and name, and sources it.
# One that runs test classes sets kind=test-.
# JAVA_HOME chooses the JDK, STREAMRECALL_JAVA_OPTS adds JVM options.
#
# It builds what is missing or older than its source, one build at a time in the whole tree. What runs
# is a copy of what was built, so that no build takes the classes from under a running process.
# There are no pipelines here: where the reader leaves early, the writer fails now and then, and with
# pipefail the whole.

fail() {
  echo "$name: $1" >&2
  exit 1
}

# Sets java, and version to its first number.
find_java() {
  local home about number='(JAVA_VERSION=|version )"(1\.)?([0-9]+)'
  java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
  java="$(command -v "$java")" || fail "no Java at '${JAVA_HOME:+$JAVA_HOME/bin/}java'; install a JDK 17 or newer, or set JAVA_HOME"
  home="$(readlink -f "$java")"
  home="${home%/*/*}"
  # Quicker than to ask it; what only stands before a JDK, as on macOS, has no such file.
  if [ -r "$home/release" ]; then about="$(<"$home/release")"; else about="$("$java" -version 2>&1)" || true; fi
  version=
  [[ ! $about =~ $number ]] || version="${BASH_REMATCH[3]}"
  [ "${version:-0}" -ge 17 ] || fail "Java ${version:-of no known version} at '$java' is too old; point JAVA_HOME at a JDK 17 or newer"
}

# lock [-x | -s] [-n]: locks descriptor 9, as flock(1) does; Perl does where there is none, as on macOS.
# The system takes the lock back when the last process that has the descriptor ends, however it ends.
lock() {
  if command -v flock >/dev/null; then
    flock "$@" 9
  else
    perl -e '$how |= {"-s", 1, "-x", 2, "-n", 4}->{$_} for @ARGV; exit !flock(STDIN, $how)' -- "$@" <&9
  fi
}

# Whether FILE is a class path through FOLDER of this very tree, and all of it is there: it may have been
# built elsewhere and moved, or jars have gone since. Sets class_path.
is_whole() {
  local IFS=: entry
  class_path=
  { [ -s "$1" ] && read -r class_path <"$1"; } || [ -n "$class_path" ] || return 1
  [[ $class_path == *"$root/$2"* ]] || return 1
  for entry in $class_path; do [ -e "$entry" ] || return 1; done
  [ "$module" = deploy ] || [ -s "$root/tests/distribution/target/classpath" ]
}

# Whether no source is newer than FILE.
is_fresh() {
  local sources=("$root/pom.xml" "$root"/{operators,connectors}/*/{pom.xml,src/main} "$root"/deploy/{pom.xml,src/main})
  [ "$module" = deploy ] || sources+=("$root"/tests/{pom.xml,src/main,distribution/pom.xml})
  [ -z "$kind" ] || sources+=("$root"/{operators,connectors}/*/src/test "$root"/{deploy,tests}/src/test)
  [ -z "$(find "${sources[@]}" -type f -newer "$1" 2>/dev/null)" ]
}

is_usable() {
  is_whole "$kept" "$module/target/"
}

# A build by hand leaves a newer list.
is_built() {
  is_usable && [ ! "$list" -nt "$kept" ] && is_fresh "$kept"
}

build() {
  command -v mvn >/dev/null || fail "not all is built and there is no mvn; install Maven 3.8 or newer"
  echo "$name: building (the first time also downloads Flink and Kafka)" >&2
  local lists=("$list")
  [ "$module" = deploy ] || lists+=("$root"/{deploy,tests/distribution}/target/classpath)
  rm -f "${lists[@]}" # until the build is whole
  touch "$turn"
  (cd "$root" && mvn -q -B -DskipTests -pl "$module" -am package) >&2 || fail "the build failed; see above"
  # As old as the build's beginning: a source saved meanwhile is not in it.
  touch -r "$turn" "${lists[@]}"
}

# Copies what was built, and removes the copies that no process runs from. The last one stays: somebody
# may be about to start from it.
keep() {
  local copy old last entry path
  last=
  [ ! -s "$kept" ] || read -r last <"$kept"
  copy="$(mktemp -d "$kept.XXXXXX")"
  cp -R "$root/$module/target/classes" "$copy/classes"
  path="$copy/classes"
  if [ -n "$kind" ]; then
    cp -R "$root/$module/target/test-classes" "$copy/test-classes"
    path="$path:$copy/test-classes"
  fi
  local IFS=:
  for entry in $(<"$list"); do
    case "$entry" in
      "$root"/*) cp "$entry" "$copy/" && entry="$copy/${entry##*/}" ;;
    esac
    path="$path:$entry"
  done
  echo "$path" >"$copy/classpath"
  cp "$copy/classpath" "$kept.new"
  touch -r "$list" "$kept.new"
  mv -f "$kept.new" "$kept" # at once, for who reads it now

  for old in "$kept".*; do
    [ "$old" = "$copy" ] || [ "$old" = "${last%%/classes:*}" ] || remove_unused "$old"
  done
}

remove_unused() {
  if [ -e "$1/classpath" ]; then
    lock -x -n 9<>"$1/classpath" || return 0
  fi
  rm -rf "$1"
}

build_once() (
  turn="$root/deploy/target/launch.lock"
  mkdir -p "$root/deploy/target"
  command -v flock >/dev/null || command -v perl >/dev/null ||
    fail "not all is built, and without flock or perl two builds could run at once; install one of them"
  exec 9>>"$turn" # Maven has it too: the lock lasts as long as its build, though this process be killed
  if ! lock -x -n; then
    echo "$name: waiting for another build to end" >&2
    lock -x || fail "cannot lock '$turn'; see above"
  fi
  if is_built; then exit; fi
  if ! is_whole "$list" operators/core/target/ || ! is_fresh "$list"; then build; fi
  keep
)

# Whether the ARGUMENTS ask for help or the version, for which last year's build is new enough.
asks_only() {
  local argument
  for argument; do
    case "$argument" in
      -h | --help | -V | --version) return 0 ;;
      --) return 1 ;;
    esac
  done
  return 1
}

# launch MODULE [JVM-OPTIONS] MAIN-CLASS [ARGUMENTS]
launch() {
  module="$1"
  kind="${kind:-}"
  list="$root/$module/target/${kind}classpath"
  kept="$root/$module/target/${kind}launched"
  shift
  find_java

  local options=(-XX:TieredStopAtLevel=1) # it is over before better code pays
  if ! asks_only "$@"; then
    is_built || build_once
    options=(
      --add-modules=jdk.incubator.vector
      --add-opens=java.base/java.lang=ALL-UNNAMED
      --add-opens=java.base/java.util=ALL-UNNAMED
      --add-opens=java.base/java.nio=ALL-UNNAMED
      --add-opens=java.base/java.time=ALL-UNNAMED
    )
    # Flink and Kafka still reach for Unsafe and native code, which newer JDKs warn about.
    [ "$version" -lt 23 ] || options+=(--sun-misc-unsafe-memory-access=allow)
    [ "$version" -lt 22 ] || options+=(--enable-native-access=ALL-UNNAMED)
    [ "$module" = deploy ] || options+=(-Xmx2g) # figures of one heap can be compared
  elif ! is_usable; then
    build_once
  fi
  is_usable || fail "what was built has gone from '$kept'; call it again"

  exec 9<"${class_path%%/classes:*}/classpath" # the JVM has it too: its copy stays while it runs
  lock -s -n 2>/dev/null || true
  # shellcheck disable=SC2086 # options are words
  exec "$java" "${options[@]}" ${STREAMRECALL_JAVA_OPTS:-} -cp "$class_path" "$@"
}
