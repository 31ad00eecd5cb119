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
  'cost',
  'health',
  'plan-apply',
  'matrix',
] as const;

export type Command = (typeof commands)[number];
