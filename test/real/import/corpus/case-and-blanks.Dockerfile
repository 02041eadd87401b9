from debian:12 as Build
run   echo   a    b
	env	A=1
  CoPy  a   b    c/
ExPoSe   80    443/tcp
onbuild   run   echo later
FROM build
CMD   echo "x   y"
