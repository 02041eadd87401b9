FROM debian:12
RUN echo "a   b\
   c" 'd  \
  e'
RUN echo   "x"   \
      'y   z'
CMD   echo  "a   b"
RUN sed -i 's/  */ /g' /etc/x; \
	echo	tab
