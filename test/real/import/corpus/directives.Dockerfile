#syntax = docker/dockerfile:1.7 
# ESCAPE=\
# check=skip=JSONArgsRecommended;error=true
FROM debian:12
# check=skip=all
RUN true
