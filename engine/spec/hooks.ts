import type { Hooks } from './hooksSchema.ts';

/** Whether a plan has any command that is run around its backups. */
export function hasHooks({ hooks }: { readonly hooks?: Hooks | undefined }): boolean {
  return hooks !== undefined && hooks.before.length + hooks.after.length > 0;
}
