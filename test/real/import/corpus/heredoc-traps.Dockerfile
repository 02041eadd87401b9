FROM alpine:3.20
RUN echo $(( 1 + 3 )) "<<no" '<<EOF'
RUN cat <<< word
RUN cat 3<<FD <<SECOND <&3
three
FD
second
SECOND
RUN echo a<<EOF
RUN echo \<<EOF
CMD cat <<EOF
ENTRYPOINT ["cat", "<<EOF"]
