# Listening ports, read from the kernel's tables: an image need not have any tool for it.

# listening: reads /proc/net/tcp and tcp6 on stdin and prints the ports in the state LISTEN (0A), one a line.
listening() {
  awk '
    BEGIN { for (i = 0; i < 16; i++) value[sprintf("%X", i)] = i }
    $4 == "0A" {
      n = split($2, part, ":"); port = 0
      for (i = 1; i <= length(part[n]); i++) port = port * 16 + value[substr(part[n], i, 1)]
      print port
    }'
}

# process_listening PID: the ports in the network namespace of a process of this machine.
process_listening() {
  cat "/proc/$1/net/tcp" "/proc/$1/net/tcp6" 2>/dev/null | listening
}
