# Lays out every runnable module for its image, in the directory $1:
#   <service>/lib   libraries of others, a layer that seldom changes
#   <service>/own   our own jars, and the name of the main class
set -eu
ours=$(for pom in */pom.xml */*/pom.xml; do
  sed -n '/<\/parent>/,$s/.*<artifactId>\(.*\)<\/artifactId>.*/\1/p' "$pom" | head -n 1
done)
for target in */target/lib */*/target/lib; do
  target="${target%/lib}"
  jar="$(ls "$target"/*.jar)"
  module="$(basename "$jar" .jar)"
  to="$1/$module"
  mkdir -p "$to/own" "$to/aot"
  cp -p "$jar" "$to/own/"
  cp -rp "$target/lib" "$to/lib"
  for name in $ours; do
    for own in "$to/lib/$name"-[0-9]*.jar; do
      [ ! -f "$own" ] || mv "$own" "$to/own/"
    done
  done
  manifest="$(mktemp -d)"
  (cd "$manifest" && jar xf "$to/own/$module.jar" META-INF/MANIFEST.MF)
  sed -n 's/^Main-Class: *\([A-Za-z0-9.]*\).*/\1/p' "$manifest/META-INF/MANIFEST.MF" >"$to/own/main-class"
done
