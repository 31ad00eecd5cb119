import { z } from 'zod';

/** What occurs in many documents of `--json`. */
export const count = z.int().min(0);
export const instant = z.iso.datetime();
export const id = z.string().regex(/^\d{8}T\d{6}Z-[a-z2-7]{6}$/);
