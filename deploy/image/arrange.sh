# Lays out every runnable module for its image, in the directory $1:
#   <service>/lib   libraries of others, a layer that seldom changes
#   <service>/own   our own jars, and the name of the main class
set -eu
for jar in */target/lib; do
  module="${jar%%/*}"
  to="$1/$module"
  mkdir -p "$to/own" "$to/aot"
  cp -p "$module/target/$module.jar" "$to/own/"
  cp -rp "$module/target/lib" "$to/lib"
  for ours in */pom.xml; do
    name="${ours%%/*}"
    for own in "$to/lib/$name"-[0-9]*.jar; do
      [ ! -f "$own" ] || mv "$own" "$to/own/"
    done
  done
  manifest="$(mktemp -d)"
  (cd "$manifest" && jar xf "$to/own/$module.jar" META-INF/MANIFEST.MF)
  sed -n 's/^Main-Class: *\([A-Za-z0-9.]*\).*/\1/p' "$manifest/META-INF/MANIFEST.MF" >"$to/own/main-class"
done
