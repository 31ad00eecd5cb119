import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RowsDigester } from '../../engine/pipe/rows.ts';
import { copyOut } from '../../engine/postgres/copyOut.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { rowsOf } from '../pipe/xxh64.ts';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async (context) => {
  database = await freshDatabase(await server('15', context as never));
});

async function read(sql: string, options = {}) {
  const parts: Buffer[] = [];
  const digest = await copyOut(client, sql, (chunk) => void parts.push(Buffer.from(chunk)), options);
  return { ...digest, text: Buffer.concat(parts) };
}
