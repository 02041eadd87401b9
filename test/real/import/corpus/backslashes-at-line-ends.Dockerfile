FROM debian:12
RUN echo one \\
RUN echo two \
three\
four \ 
 five
RUN printf '%s\n' a\\\
  b
LABEL path=C:\\
CMD echo done
