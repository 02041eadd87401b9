FROM debian:12
COPY a /a
COPY b b/ c /d/
ADD https://example.com/x.tar.gz /tmp/
ADD rootfs.tar.gz /
COPY --chown=$UID:${GID:-0} $SRC/file "/quoted"
COPY ["$X y", "/z"]
WORKDIR rel
WORKDIR "/with blank"
WORKDIR /${A}/b
USER "a"
USER $U:$G
STOPSIGNAL $SIG
VOLUME /a /b $C
