FROM debian:12
ENV legacy a value with   blanks and "quotes"
ENV A=1 B="two words" C='$notavariable' D=four\ words
ENV E="quote \" inside" F='single "double"' G=a"b c"d'e f'
ENV H=$A I=${B} J=${C:-default} K="${D:+alt $A}" L=\$literal
ENV M="$A$B${A}b" N=
ENV PATH=/opt/bin:$PATH
ENV O="a\\b" P='a\b' Q=a\b
ENV WITH=tabs	NEXT=1
