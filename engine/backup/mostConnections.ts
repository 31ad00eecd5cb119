import { availableParallelism } from 'node:os';
import type pg from 'pg';
import { type ConnectionRoom, readConnectionRoom } from '../postgres/catalog/connectionRoom.ts';
import type { MostConnections } from './connectionSearch.ts';

/** What there is room for. */
export interface Room {
  readonly server: ConnectionRoom;
  /** Of this machine. */
  readonly cores: number;
  /** Bytes that this process may still take. */
  readonly memory: number;
  /** How many machines read. */
  readonly machines: number;
}

/** What a plan may say, and `auto` may come to. */
const allowed = 64;
/** A processor is not busy with reading alone: while one connection waits for its server another is served. */
const eachCore = 4;
/** What a connection holds while it reads: two segments, the compressor, a blob on its way. */
const eachConnection = 24 * 1024 * 1024;

/** How many connections `concurrency: auto` may come to on this machine. */
export async function readMostConnections(leader: pg.Client, machines: number): Promise<MostConnections> {
  const server = await readConnectionRoom(leader);
  return mostConnections({ server, cores: availableParallelism(), memory: process.availableMemory(), machines });
}

/** The least of what server, processors and memory have room for; half of what is free stays for others. */
export function mostConnections({ server, cores, memory, machines }: Room): MostConnections {
  const free = Math.min(server.free, server.ofRole.free, server.ofDatabase.free);
  const bounds: readonly MostConnections[] = [
    { count: Math.floor(free / 2 / machines), boundedBy: `the server has ${free} free, and half of them stay so` },
    { count: cores * eachCore, boundedBy: `this machine has ${cores === 1 ? 'one processor' : `${cores} processors`}` },
    { count: Math.floor(memory / 2 / eachConnection), boundedBy: "this machine's memory is needed" },
    { count: allowed, boundedBy: `${allowed} are the most` },
  ];
  const least = bounds.reduce((a, b) => (b.count < a.count ? b : a));
  return { ...least, count: Math.max(1, least.count) };
}
