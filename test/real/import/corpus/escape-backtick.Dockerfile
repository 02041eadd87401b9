# escape=`
FROM mcr.microsoft.com/windows/servercore:ltsc2022
SHELL ["powershell", "-Command"]
WORKDIR C:\app
COPY a.txt C:\dest\
RUN Write-Host one; `
    Write-Host two
ENV A="C:\Program Files\x" B=C:\y
CMD echo C:\
