# Sourced by packaging/build: makes the Debian package from the program in $home. Needs dpkg-deb, no root.
# shellcheck shell=sh disable=SC2154
say "making the Debian package"
tree=$target/deb
maintainer=${DEB_MAINTAINER:-Handfast authors <authors@handfast.invalid>} # whoever publishes it sets his own
rm -rf "$tree"
mkdir -p "$tree/DEBIAN" "$tree/usr/bin" "$tree/usr/lib/systemd/system" "$tree/usr/share/doc/handfast" \
  "$tree/usr/share/man/man1" "$tree/usr/share/lintian/overrides" "$tree/etc/handfast"
cp -a "$home" "$tree/usr/lib/handfast"
rm -rf "$tree/usr/lib/handfast/share"
cp "$here/await-listening" "$tree/usr/lib/handfast/bin/"
ln -s ../lib/handfast/bin/handfast "$tree/usr/bin/handfast"
cp "$here/debian/handfast.service" "$tree/usr/lib/systemd/system/"
cp "$here/config.json" "$tree/etc/handfast/"
cp "$here/debian/lintian-overrides" "$tree/usr/share/lintian/overrides/handfast"
sed "s/@VERSION@/$version/" "$here/debian/handfast.1" | gzip -9n >"$tree/usr/share/man/man1/handfast.1.gz"
cp "$here/debian/copyright.in" "$tree/usr/share/doc/handfast/copyright"
gzip -9n <"$home/share/NOTICE" >"$tree/usr/share/doc/handfast/NOTICE.gz"
cp "$home/share/handfast-hub.json" "$tree/usr/share/doc/handfast/grafana-dashboard.json"
gzip -9n <"$root/CHANGELOG.md" >"$tree/usr/share/doc/handfast/NEWS.gz"
printf 'handfast (%s) stable; urgency=medium\n\n  * What changed is in NEWS.\n\n -- %s  %s\n' "$version" "$maintainer" \
  "$(date -R -u -d "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$tree/usr/share/doc/handfast/changelog.gz"
[ ! -e "$home/share/sbom.json" ] || gzip -9n <"$home/share/sbom.json" >"$tree/usr/share/doc/handfast/sbom.json.gz"
if [ -e "$home/share/handfast.bash" ]; then
  mkdir -p "$tree/usr/share/bash-completion/completions"
  cp "$home/share/handfast.bash" "$tree/usr/share/bash-completion/completions/handfast"
fi
chmod -R u=rwX,go=rX "$tree"
cp "$here/debian/conffiles" "$tree/DEBIAN/"
for script in postinst prerm postrm; do
  cp "$here/debian/$script" "$tree/DEBIAN/"
  chmod 0755 "$tree/DEBIAN/$script"
done
size=$(du -sk --exclude=DEBIAN "$tree" | cut -f1)
sed "s/@VERSION@/$version/; s/@ARCH@/$arch/; s/@SIZE@/$size/; s/@MAINTAINER@/$maintainer/" "$here/debian/control.in" >"$tree/DEBIAN/control"
(cd "$tree" && find etc usr -type f -print0 | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
package=$target/handfast_${version}_$arch.deb
dpkg-deb --root-owner-group -Zxz "-z${DEB_COMPRESSION:-6}" --build "$tree" "$package" >&2
rm -rf "$tree"
say "made $package"
