#!/usr/bin/env bash
# Turns a stock WildFly (39.0.1, full profile) into the server of the Image Exchange Portal.
#
#   configure.sh WILDFLY_HOME [POSTGRESQL_DRIVER_JAR]
#
# Makes the server configuration standalone/configuration/iep.xml from the stock standalone-full.xml, which itself
# stays as it is, iep-compiler.json for the JVM beside it, and a module with the PostgreSQL driver. Run it again to take
# over newer scripts: iep.xml is made anew and the one before is kept beside it with the date in its name. Without a
# driver the module must be there. Nothing is started and no port is opened. The server must be stopped.
set -euo pipefail

fail() {
    echo "configure.sh: $*" >&2
    exit 1
}

[ $# -ge 1 ] && [ $# -le 2 ] || fail "usage: configure.sh WILDFLY_HOME [POSTGRESQL_DRIVER_JAR]"
here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$1" 2>/dev/null && pwd) || fail "there is no folder $1"
configuration=$home/standalone/configuration
stock=$configuration/standalone-full.xml
ours=$configuration/iep.xml
module=$home/modules/org/postgresql/main

[ -x "$home/bin/jboss-cli.sh" ] || fail "$home is not a WildFly: bin/jboss-cli.sh is missing"
[ -f "$stock" ] || fail "$stock is missing; it is made from the configuration that WildFly is delivered with"
! grep -q '"IepDS"' "$stock" || fail "$stock has been changed by hand (it has a data source IepDS); put the stock file back"
! pgrep -f -- "-Djboss.server.base.dir=$home/standalone( |\$)" >/dev/null 2>&1 || fail "the server in $home is running; stop it first"

install_driver() {
    local driver=$1
    [ -f "$driver" ] || fail "there is no driver $driver"
    mkdir -p "$module"
    rm -f "$module"/postgresql*.jar
    cp "$driver" "$module/"
    cat >"$module/module.xml" <<XML
<?xml version="1.0" encoding="UTF-8"?>
<module xmlns="urn:jboss:module:1.9" name="org.postgresql">
    <resources>
        <resource-root path="$(basename "$driver")"/>
    </resources>
    <dependencies>
        <module name="java.se"/>
        <module name="jdk.net"/>
        <module name="jdk.security.auth"/>
        <module name="jakarta.transaction.api"/>
    </dependencies>
</module>
XML
}

if [ $# -eq 2 ]; then
    install_driver "$2"
else
    [ -f "$module/module.xml" ] || fail "no PostgreSQL driver is installed yet: name its jar as the second argument"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
new=$configuration/iep-new.xml
cp "$stock" "$new"
{
    echo "embed-server --server-config=$(basename "$new") --std-out=discard"
    cat "$here"/cli/*.cli
    echo "stop-embedded-server"
} >"$work/all.cli"

# The CLI's own folder for its history and settings, not the user's.
if ! JAVA_OPTS="-Duser.home=$work -Djava.util.prefs.userRoot=$work" \
    "$home/bin/jboss-cli.sh" --file="$work/all.cli" >"$work/out" 2>&1; then
    cat "$work/out" >&2
    rm -f "$new"
    fail "the command above was refused; nothing was changed"
fi

if [ -f "$ours" ]; then
    mv "$ours" "$configuration/iep-$(date -u +%Y%m%dT%H%M%SZ).xml"
fi
mv "$new" "$ours"
cp "$here/compiler.json" "$configuration/iep-compiler.json"
echo "Configured: start it with $home/bin/standalone.sh -c iep.xml"
