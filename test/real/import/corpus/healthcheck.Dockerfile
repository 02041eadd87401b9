FROM debian:12
HEALTHCHECK NONE
FROM debian:12
HEALTHCHECK CMD curl -f http://localhost/ || exit 1
FROM debian:12
HEALTHCHECK --interval=5m \
            --retries=2 \
  CMD ["curl", "-f", "a  b"]
FROM debian:12
healthcheck --interval=1s cmd true
