/** Error numbers of WASI's C library: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#-errno-variant */
export const errno = {
  again: 6,
  badFile: 8,
  invalid: 28,
  noEntry: 44,
  noSystemCall: 52,
  noTerminal: 59,
  noSeek: 70,
} as const;
