# CRLF
FROM debian:12
RUN echo a \
    && echo b
# comment
ENV A=1 \
  B=2
COPY <<EOF /x
line
EOF
CMD ["a"]
