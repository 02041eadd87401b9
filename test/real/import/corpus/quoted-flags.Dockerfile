FROM debian:12
COPY --chown="app:app" a /a
COPY --from='debian:12' /etc/os-release /b
COPY --chmod=\755 c /c
RUN --mount="type=bind,source=a b,target=/x y" true
RUN --mount=type=bind,'"source=d,e"',target=/f true
RUN -- echo a
