import { z } from 'zod';

/** What each field takes, in words, for messages: everything a user may write there. */
export const allowedValues = z.registry<{ allowed: string }>();
