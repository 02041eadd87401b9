# The licence
#
# of this file.

# About the base.
FROM debian:12

#no blank
RUN set -eux; \
# at the line's start
    apt-get update; \
    # in the middle
    apt-get install -y --no-install-recommends \
        # why curl
        curl \
        ca-certificates; \
    rm -rf /var/lib/apt/lists/*
# two lines
#   the second with blanks
ENV A=1 \
    # inside ENV
    B=2

######################
CMD ["bash"]
# behind everything
