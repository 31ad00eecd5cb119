import { parentPort, workerData } from 'node:worker_threads';
import { Pages } from './pages.ts';
import { loadProgram } from './wasmHost.ts';
import { type FromWorker, LinkReader, type WorkerSetup } from './workerLink.ts';

/** The thread in which the embedded pg_dump runs and blocks. */
const { environment, shared } = workerData as WorkerSetup;
const port = parentPort!;
const post = (message: FromWorker) => {
  port.postMessage(message, 'bytes' in message ? [message.bytes.buffer as ArrayBuffer] : []);
};

const link = new LinkReader(shared, port, () => post({ kind: 'drained' }));
const stdout = new Pages((bytes) => post({ kind: 'stdout', bytes }));
const stderr: Buffer[] = [];

const pgDump = loadProgram(link.program(), {
  name: '/bin/pg_dump',
  environment,
  stdin: () => link.job().stdin,
  stdout: (bytes) => stdout.add(bytes),
  stderr: (bytes) => stderr.push(Buffer.from(bytes)),
  send: (bytes) => post({ kind: 'send', bytes: bytes.slice() }),
  receive: (most, wait) => link.read(most, wait),
});

const exitCode = pgDump.run(link.job().args);
stdout.flush();
post({ kind: 'exit', exitCode, stderr: Buffer.concat(stderr).toString() });
