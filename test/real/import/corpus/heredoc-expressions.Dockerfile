FROM alpine:3.20
RUN if true; then cat <<'X Y' | sh -e; fi
echo x
X Y
ONBUILD RUN <<EOF
echo later
EOF
ONBUILD COPY <<EOF /later
text
EOF
