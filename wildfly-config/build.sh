#!/usr/bin/env bash
# Makes the server that the demo and the tests run: a copy of the stock one, put through configure.sh.
#
#   build.sh STOCK_WILDFLY POSTGRESQL_DRIVER_JAR RESULT
#
# Does nothing when the result was made from these very scripts and this driver.
set -euo pipefail

stock=$1
driver=$2
result=$3
here=$(cd "$(dirname "$0")" && pwd)
stamp=$result/.configured-by

made_from=$(cat "$here"/cli/*.cli "$here"/{compiler.json,configure.sh,build.sh} "$driver" | cksum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$made_from" ]; then
    exit 0
fi
rm -rf "$result"
# Links for the 300 MB that nobody writes to; what the server writes to is copied.
cp -al "$stock" "$result" 2>/dev/null || { rm -rf "$result" && cp -a "$stock" "$result"; }
rm -rf "$result/standalone"
cp -a "$stock/standalone" "$result/standalone"
"$here/configure.sh" "$result" "$driver"
rm -rf "$result"/standalone/{log,data,configuration/standalone_xml_history}
echo "$made_from" >"$stamp"
