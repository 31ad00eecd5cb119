/** Resolves when all that was written has gone out: a process that ends does not wait for a pipe everywhere. */
export function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}
