FROM debian:12
ENV A=1
ENV B=$A C=$B
ENV A=2 D=$A
ARG E=$A
ENV E=$E F=${E:-${A:-x}}
ARG A
RUN echo "$A $B $C $D"
ENV A=3
RUN echo $A
