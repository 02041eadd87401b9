FROM alpine:3.20
COPY <<EOF /etc/app.conf
listen=$PORT
root=/srv
EOF
COPY <<"a.conf" <<'b.conf' /etc/conf.d/
A=$1
a.conf
B
b.conf
COPY --chown=1000 <<-robots.txt /srv/
	User-agent: *
	Disallow: /
robots.txt
ADD <<EOF /empty
EOF
