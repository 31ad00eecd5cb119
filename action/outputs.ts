/** Every output, as steps that follow find it: `steps.ID.outputs.NAME`. `action.yml` is made from this table. */
export const outputs = {
  'set-id': { description: 'The set that was made, restored or drilled; several are separated by blanks.' },
  status: { description: 'How it ended: succeeded, failed or interrupted.' },
  bytes: {
    description:
      'Bytes of rows that were backed up, restored or proved by a drill, before compression; of verify and repair: bytes that were read.',
  },
  readable: { description: 'Of the command thaw: true when all of the set can be read now, else false.' },
  'new-bytes': { description: 'Bytes that backups have added to the repository.' },
  'recovery-seconds': {
    description: 'Of a drill that has passed: how long it took to fetch, restore and prove the set, in seconds.',
  },
  duration: { description: 'How long it took, in seconds.' },
  report: { description: 'The path of a JSON file with all that was done.' },
  matrix: {
    description:
      'Of the command matrix: what strategy.matrix takes, as JSON. Each of include has plans that are due, as input plan takes them.',
  },
} as const satisfies Readonly<Record<string, { readonly description: string }>>;

export type OutputName = keyof typeof outputs;
