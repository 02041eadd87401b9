FROM debian:12
RUN ["echo", "a  b", "c\"d", "\u00e9\n"]
RUN [ "spaces" , "around" ]
CMD ['single', 'quotes']
CMD [ "unclosed"
ENTRYPOINT []
CMD []
VOLUME ["/data", "/with blank"]
COPY ["a b", "c", "/d e/"]
RUN [ -f /etc/passwd ] && echo yes
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
CMD ["bash"] # no comment here
