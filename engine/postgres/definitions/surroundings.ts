/** What the program sees of the world: no file system, three standard streams, one connection. */
export interface Surroundings {
  /** The program's own path, the only file there is. */
  readonly name: string;
  readonly environment: Record<string, string>;
  /** Asked when it is read, and not before. */
  readonly stdin: () => Uint8Array;
  /** These bytes, and those of the next two, are the program's memory: to be copied at once. */
  readonly stdout: (bytes: Uint8Array) => void;
  readonly stderr: (bytes: Uint8Array) => void;
  /** Takes the program's bytes for the server. */
  readonly send: (bytes: Uint8Array) => void;
  /** The server's bytes: at most `most`; undefined at the end; none only if there are none and `wait` is false. */
  readonly receive: (most: number, wait: boolean) => Uint8Array | undefined;
}
