import { z } from 'zod';
import { allowedValues } from './allowedValues.ts';
import { durationPattern } from './duration.ts';

/** A duration as a text, such as `26h`. */
export const duration = z.string().regex(durationPattern).register(allowedValues, {
  allowed: 'a text such as 26h: a whole number of minutes (m), hours (h), days (d) or weeks (w)',
});
