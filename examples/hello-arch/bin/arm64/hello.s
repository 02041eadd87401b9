// Writes the name of its architecture. Built with:
//   aarch64-linux-gnu-as -o hello.o hello.s && aarch64-linux-gnu-ld -s -o hello hello.o && rm hello.o
.globl _start
_start:
  mov x8, #64
  mov x0, #1
  adr x1, text
  mov x2, #17
  svc #0
  mov x8, #93
  mov x0, #0
  svc #0
text:
  .ascii "hello from arm64\n"
