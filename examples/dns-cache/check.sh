#!/bin/sh
# Fails the build where dnsmasq could not start with what the image holds.
set -eu
dnsmasq --test
test "$(id -u)" = 1001
