import type { FailureCode } from '../words/failure.ts';

/** 0 done, 1 failed, 2 bad input, 3 precheck failed, 4 verification failed, 5 a plan is late, 130 interrupted. */
export type ExitStatus = 0 | 1 | 2 | 3 | 4 | 5 | 130;

const statuses: Readonly<Record<FailureCode, ExitStatus>> = {
  input: 2,
  connection: 1,
  privilege: 1,
  precheck: 3,
  conflict: 3,
  lock: 1,
  busy: 3, // something stands in the way: nothing was begun
  lost: 1,
  database: 1,
  store: 1,
  archived: 3, // nothing was changed; it can be read when it is thawed
  damaged: 4, // what is stored is not what was stored: a verification has failed, whoever noticed it
  verification: 4,
  copy: 1, // the set is there
  interrupted: 130,
  unsupported: 1,
  internal: 1,
};

export function exitStatusOf(code: FailureCode): ExitStatus {
  return statuses[code];
}

const fromBestToWorst: readonly ExitStatus[] = [0, 5, 2, 3, 4, 1, 130];

/** The status of several things that were done one after the other. */
export function worstOf(all: readonly ExitStatus[]): ExitStatus {
  return all.reduce((worst, each) => (rank(each) > rank(worst) ? each : worst), 0);
}

function rank(status: ExitStatus): number {
  return fromBestToWorst.indexOf(status);
}

/** The table as `--help` shows it. */
export const exitStatusHelp = `Exit status:
  0    done
  1    failed
  2    bad input: nothing was begun
  3    a precheck failed, or something stands in the way: nothing was changed
  4    verification failed: something stored is damaged, what was read back differs, or an assertion does not hold
  5    a plan's newest set is older than its maxAge allows (pgstow health)
  130  interrupted`;
