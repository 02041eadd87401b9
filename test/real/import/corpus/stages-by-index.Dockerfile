FROM debian:12
RUN touch /a
FROM alpine AS two
COPY --from=0 /a /b
FROM two
COPY --from=two /b /c
COPY --from=1 /b /d
RUN --mount=from=0,target=/m ls /m
FROM two AS unused
RUN true
