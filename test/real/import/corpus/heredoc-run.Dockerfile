# syntax=docker/dockerfile:1.7
FROM alpine:3.20
RUN <<EOF
set -e
apk add --no-cache curl
  echo "indented $HOME"
# a comment of the script
EOF
RUN <<-EOT
	echo tabs
		echo more
	EOT
RUN <<'EOF'
echo '$HOME' \
  continued
EOF
RUN cat <<EOF > /etc/motd && echo done
hello $USER
EOF
RUN python3 <<PY
print("hello")
PY
RUN <<EOF
#!/usr/bin/env python3
print(1)
EOF
