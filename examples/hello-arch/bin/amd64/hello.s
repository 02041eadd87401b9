# Writes the name of its architecture. Built with:
#   as -o hello.o hello.s && ld -s -z noseparate-code -o hello hello.o && rm hello.o
.globl _start
_start:
  mov $1, %eax
  mov $1, %edi
  lea text(%rip), %rsi
  mov $17, %edx
  syscall
  mov $60, %eax
  xor %edi, %edi
  syscall
text:
  .ascii "hello from amd64\n"
