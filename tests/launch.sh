# What the commands beside this file share; they set root and name, then source it.
# JAVA_HOME chooses the JDK, STREAMRECALL_JAVA_OPTS adds JVM options.

list="$root/tests/target/classpath"

fail() {
  echo "$name: $1" >&2
  exit 1
}

java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
command -v "$java" >/dev/null || fail "no Java at '$java'; install a JDK 17 or newer, or set JAVA_HOME"
version="$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)"
[ "${version:-0}" -ge 17 ] || fail "Java $version is too old; point JAVA_HOME at a JDK 17 or newer"

# The benchmark of the pipeline runs the whole house.
is_built() {
  [ -s "$list" ] && [ -d "$root/tests/target/classes" ] || return 1
  [ -s "$root/tests/distribution/target/classpath" ] || return 1
  # Built elsewhere and moved, or the jars have gone since.
  tr ':' '\n' <"$list" | grep -qxF "$(ls "$root"/operators/core/target/streamrecall-core-*.jar 2>/dev/null | head -n 1)" || return 1
  tr ':' '\n' <"$list" | while read -r jar; do [ -e "$jar" ] || exit 1; done || return 1
  [ -z "$(find "$root/pom.xml" "$root"/{operators/{core,flink},connectors/{client,kafka},deploy,tests}/{pom.xml,src/main} "$root/tests/distribution/pom.xml" -type f -newer "$list" 2>/dev/null | head -n 1)" ]
}

# launch MAIN-CLASS [ARGUMENTS]
launch() {
  if ! is_built; then
    command -v mvn >/dev/null || fail "nothing is built yet and there is no mvn; install Maven 3.8 or newer"
    echo "$name: building (the first time also downloads Flink and Kafka)" >&2
    (cd "$root" && mvn -q -B -DskipTests -pl tests -am package) >&2 || fail "the build failed; see above"
    touch "$list" # its content may be what it was
  fi

  # shellcheck disable=SC2086 # options are words
  exec "$java" -Xmx2g --add-modules jdk.incubator.vector ${STREAMRECALL_JAVA_OPTS:-} \
    -cp "$root/tests/target/classes:$(cat "$list")" "$@"
}
