/* What packaging/known.c found out, among the program's constants. */
    .section .rodata
    .globl known_of_build
    .balign 64
known_of_build:
    .incbin KNOWN
    .section .note.GNU-stack, "", %progbits
