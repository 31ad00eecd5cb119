/** What the Action does: the command line's words. */
export const commands = [
  'run-due',
  'backup',
  'precheck',
  'restore',
  'drill',
  'verify',
  'prune',
  'copy',
  'repair',
  'archive',
  'thaw',
  'hold',
  'release',
  'undelete',
  'key-rotate',
  'cost',
  'health',
  'plan-apply',
  'matrix',
] as const;

export type Command = (typeof commands)[number];
