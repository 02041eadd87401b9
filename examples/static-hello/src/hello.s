# Made into rootfs/bin/hello (x86-64 Linux, static) by:
#   as -o hello.o hello.s && ld -s -z noseparate-code -o ../rootfs/bin/hello hello.o && rm hello.o
.globl _start
_start:
    mov $1, %eax            # write(1, text, length)
    mov $1, %edi
    lea text(%rip), %rsi
    mov $length, %edx
    syscall
    mov $60, %eax           # exit(0)
    xor %edi, %edi
    syscall
text:
    .ascii "hello from an image of one file\n"
.set length, . - text
