/** Exit codes; 130 (Ctrl-C) is the shell's convention. */
export const Exit = { fine: 0, specs: 1, usage: 2, differs: 3, outside: 4, bug: 70 } as const;
