# syntax=a
# syntax=b
FROM debian:12
