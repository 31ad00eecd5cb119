import { z } from 'zod';
import { PgstowError } from '../errors.ts';
import { priceProblems } from './priceProblems.ts';

/** A `GB` of the price lists: both Amazon and Alibaba bill by 2^30 bytes. */
export const gigabyte = 2 ** 30;

/** Days of a month, as prices have them. */
export const month = 30;

const price = z.number().min(0);

const classPrices = z.strictObject({
  storage: price.describe('A GB for a month.'),
  get: price.optional().describe('1,000 requests that read; of an archive, once it is thawed. Absent: not known.'),
  retrieval: price.optional().describe('Reading a GB, beside the request. Absent: nothing.'),
  put: price.optional().describe('1,000 requests that write. Absent: not known.'),
  thaw: price
    .optional()
    .describe('Thawing a GB of an archive, so that it can be read. Absent: not known, or nothing is to be thawed.'),
  thawRequest: price.optional().describe('1,000 requests to thaw.'),
  minimumDays: z.int().min(0).optional().describe('What is deleted earlier is billed as if it had stayed so long.'),
  minimumBytes: z.int().min(0).optional().describe('A smaller object is billed as if it had so many bytes.'),
});

const priceTable = z.strictObject({
  currency: z.string().min(1).describe('Such as EUR.'),
  date: z
    .string()
    .regex(/^\d{4}-\d{2}(-\d{2})?$/)
    .describe('When these were the prices: a day or a month.'),
  source: z.string().min(1).describe('Where they were found: a URL, or the name of a contract.'),
  note: z.string().min(1).optional().describe('What they hold for, and what is not in them.'),
  egress: price.optional().describe('A GB that leaves the service. Absent: not known.'),
  classes: z.record(z.string(), classPrices).describe('By storage class; `*` stands for all that are not named.'),
});

const fields = { table: Object.keys(priceTable.shape), ofClass: Object.keys(classPrices.shape) };

/** What a service asks for, of one region. A GB is 2^30 bytes, a month 30 days. */
export type PriceTable = z.output<typeof priceTable>;

/** The prices of one storage class. */
export type ClassPrices = z.output<typeof classPrices>;

/** Prices as a user writes them, in JSON. Rejects with `input` and all that is wrong; `where` names the file. */
export function parsePriceTable(text: string, where: string): PriceTable {
  const given = parseJson(text, where);
  const parsed = priceTable.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = priceProblems(parsed.error.issues, given, fields);
  throw new PgstowError('input', `${where} does not fit: ${problems.join('; ')}`, { hint });
}

/** The prices of a class, as the store has told it; undefined where they are not known. */
export function pricesOfClass(table: PriceTable | undefined, storageClass: string | undefined) {
  const classes = table?.classes ?? {};
  const named = storageClass !== undefined && Object.hasOwn(classes, storageClass) ? classes[storageClass] : undefined;
  return named ?? classes['*'];
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new PgstowError('input', `${where} is not JSON: ${(thrown as Error).message}`, { hint, cause: thrown });
  }
}

const hint = 'write it as docs/cost.md shows: currency, date, source, egress and classes with storage and get';
