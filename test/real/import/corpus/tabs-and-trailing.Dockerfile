FROM debian:12	
RUN	echo a	\	
	&& echo b 	
LABEL	a=b		c=d
COPY	a	b
EXPOSE	80
