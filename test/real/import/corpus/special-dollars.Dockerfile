FROM debian:12
ENV PRICE="cost 5$" B="a $ b" C='$$'
LABEL regex="^a\$"
RUN echo $$ $1 ${#x} $(id -u) `id` "${A[@]}"
CMD ["sh", "-c", "echo $HOME ${HOME}"]
