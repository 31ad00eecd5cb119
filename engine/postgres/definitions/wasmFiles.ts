import type { Surroundings } from './surroundings.ts';
import { errno } from './wasmErrno.ts';
import type { WasmMemory } from './wasmMemory.ts';

const statBytes = 96;
const executableFile = 0o100755;
const characterDevice = 2;

/** System calls on files: the standard streams are pipes, and the only file is the program itself, which it looks for. */
export function fileImports(memory: WasmMemory, { name, stdin, stdout, stderr }: Surroundings) {
  let stdinRead = 0;

  const read = (into: Uint8Array): number => {
    const bytes = stdin().subarray(stdinRead, stdinRead + into.length);
    into.set(bytes);
    stdinRead += bytes.length;
    return bytes.length;
  };
  const stat = (path: number, buffer: number): number => {
    if (memory.text(path) !== name) return -errno.noEntry;
    memory.bytes.fill(0, buffer, buffer + statBytes);
    memory.setInt32(buffer + 4, executableFile);
    memory.setInt32(buffer + 8, 1);
    return 0;
  };
  const exists = (path: number): number => (memory.text(path) === name ? 0 : -errno.noEntry);

  return {
    wasi: {
      fd_read(fd: number, list: number, count: number, done: number): number {
        if (fd !== 0) return errno.badFile;
        memory.setInt32(done, sum(memory.vectors(list, count).map(read)));
        return 0;
      },
      fd_write(fd: number, list: number, count: number, done: number): number {
        if (fd !== 1 && fd !== 2) return errno.badFile;
        const pieces = memory.vectors(list, count);
        pieces.forEach(fd === 1 ? stdout : stderr);
        memory.setInt32(done, sum(pieces.map(({ length }) => length)));
        return 0;
      },
      fd_seek: () => errno.noSeek,
      fd_close: () => 0,
      fd_sync: () => 0,
      fd_fdstat_get(_fd: number, buffer: number): number {
        memory.bytes.fill(0, buffer, buffer + 24);
        memory.bytes[buffer] = characterDevice;
        return 0;
      },
    },
    env: {
      __syscall_stat64: stat,
      __syscall_lstat64: stat,
      __syscall_newfstatat: (_folder: number, path: number, buffer: number) => stat(path, buffer),
      __syscall_fstat64: () => -errno.badFile,
      __syscall_faccessat: (_folder: number, path: number) => exists(path),
      __syscall_openat: () => -errno.noEntry,
      __syscall_readlinkat: () => -errno.invalid,
      __syscall_ioctl: () => -errno.noTerminal,
      __syscall_fcntl64: () => 0,
      __syscall_fadvise64: () => 0,
      __syscall_getcwd(buffer: number): number {
        memory.bytes.set([0x2f, 0], buffer); // "/"
        return 2;
      },
      __syscall_chmod: () => -errno.noSystemCall,
      __syscall_dup: () => -errno.noSystemCall,
      __syscall_dup3: () => -errno.noSystemCall,
      __syscall_mkdirat: () => -errno.noSystemCall,
      __syscall_unlinkat: () => -errno.noSystemCall,
      __syscall_getdents64: () => -errno.noSystemCall,
      __syscall_pipe: () => -errno.noSystemCall,
      __syscall_socket: () => 9, // any descriptor: reading and writing go their own way
      __syscall__newselect: (count: number) => (count > 0 ? 1 : 0), // always ready, for the same reason
    },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
