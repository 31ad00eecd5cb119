import { z } from 'zod';
import { allowedValues } from './allowedValues.ts';

/** A text that is not empty and fits on a line. */
export const oneLine = z
  .string()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be in it
  .regex(/^[^\x00-\x1f\x7f]+$/)
  .register(allowedValues, { allowed: 'a text of one line' });
