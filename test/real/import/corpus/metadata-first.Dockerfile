FROM debian:12
MAINTAINER Some One <one@example.com>
LABEL a=1
EXPOSE 80 443/tcp
CMD ["a"]
ENTRYPOINT ["b"]
STOPSIGNAL SIGQUIT
VOLUME /data
RUN echo after
LABEL a=2 "b c"="d" e='f g'
LABEL legacy label text
EXPOSE 8000-8010/udp $PORT
ENV PORT=1
EXPOSE ${PORT}
