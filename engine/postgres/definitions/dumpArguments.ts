import { restoreSchemaPatterns } from '../restoreSchemas.ts';
import { excludeFilter, type TableName } from './tableFilter.ts';

export interface WhatToDump {
  readonly snapshot?: string | undefined;
  readonly excludeTables: readonly TableName[];
  readonly lockWaitMs: number;
  readonly encoding?: string | undefined;
}

/** pg_dump's arguments and standard input. The archive goes to standard output, so it needs no file of any kind. */
export function dumpArguments(request: WhatToDump): { args: string[]; stdin: Buffer } {
  const args = [
    '--schema-only',
    '--format=custom',
    '--compress=0', // there is no data, and a table of contents is never compressed
    '--no-password',
    `--lock-wait-timeout=${request.lockWaitMs}`,
    ...restoreSchemaPatterns.map((pattern) => `--exclude-schema=${pattern}`),
    `--encoding=${request.encoding ?? 'UTF8'}`, // else the session's, which a role's settings can change
  ];
  if (request.snapshot !== undefined) args.push(`--snapshot=${request.snapshot}`);
  if (request.excludeTables.length > 0) args.push('--filter=-');
  return { args, stdin: Buffer.from(excludeFilter(request.excludeTables)) };
}
