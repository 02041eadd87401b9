FROM debian:12
# Grüße, 世界 😀
LABEL greeting="Grüße 世界 😀" name=é
RUN echo "Ünïcode    nbsp"
ENV A=ü
COPY ä.txt /ö/
CMD ["ß", "\ud83d\ude00"]
