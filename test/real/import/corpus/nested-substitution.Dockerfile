FROM debian:12
ARG X=1
ENV A=${X:+"a b"} B="${X:-${Y:-deep $Z}}" C=${X#pre} D=${X%%suf*} E=${X/a/b} F=${X//a/b}
ENV G=${X:+'q'} H=${X:-a\ b}
LABEL l="${X:?must be set}"
