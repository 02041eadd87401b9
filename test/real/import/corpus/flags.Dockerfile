FROM --platform=linux/amd64 debian:12 AS base
RUN --network=none --mount=type=bind,source=.,target=/src,readonly --mount=type=tmpfs,target=/tmp,size=64m true
RUN --security=insecure --mount=type=secret,id=token,required=true cat /run/secrets/token
RUN --mount=type=ssh --mount=type=secret,id=npmrc,dst=/root/.npmrc,mode=0400,uid=1000 true
RUN --mount=from=base,src=/etc,dst=/mnt,rw ls /mnt
RUN --mount=type=cache,id=apt,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt,sharing=locked \
    apt-get update
COPY --link --chmod=755 --chown=app:app a b /dst/
COPY --parents --exclude=*.md --exclude=docs x/./y /dst/
COPY --link=false --from=nginx:1.27 /etc/nginx/nginx.conf /nginx.conf
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/a.tar.gz /
ADD --keep-git-dir=true https://example.com/a.git#v1 /src
ADD --unpack=false a.tar /
HEALTHCHECK --interval=1m30s --timeout=10s --start-period=5s --start-interval=2s --retries=5 CMD ["true"]
