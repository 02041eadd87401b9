FROM debian:12
RUN apt-get update \

    && apt-get install -y curl \
    
    # and then
	
    && true
ENV A=1 \

    B=2
RUN \
    echo a
RUN \
  # first a comment
  echo b \
