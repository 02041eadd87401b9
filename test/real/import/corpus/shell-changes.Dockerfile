FROM debian:12
CMD echo before
SHELL ["/bin/bash", "-c"]
RUN echo bash
SHELL ["/bin/sh", "-c"]
RUN echo sh
ENTRYPOINT echo shell form
