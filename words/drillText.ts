import type { DrillReport, ListedDrill } from '../engine/index.ts';
import { counted, duration, instant } from './human.ts';

/** What a drill that has passed has proved, and how long it took. */
export function drillSummary({ proved, assertions, server, recoverySeconds = 0, seconds }: DrillReport): string {
  const rows = `${counted(proved.tables, 'table')}, ${counted(proved.rows, 'row')} read back, equal to the set in count and hash`;
  const held = assertions.length === 0 ? 'the plan asserts nothing' : `${counted(assertions.length, 'assertion')} held`;
  const where = server?.kind === 'named' ? 'in the server that was named' : 'in a server of its own';
  const took = `recovered in ${duration(recoverySeconds * 1000)} on PostgreSQL ${server?.version} ${where}, ${duration(seconds * 1000)} in all`;
  return `passed: ${rows}; ${held}\n${took}`;
}

/** A drill of a set in a line. Signed is what is sealed with the repository's key. */
export function drillLine(drill: ListedDrill): string {
  if (drill.state === 'damaged') return `run ${drill.run}, whose report cannot be read`;
  const { report, signed } = drill;
  const { outcome, recoverySeconds } = report;
  const took = recoverySeconds === undefined ? '' : `, recovered in ${duration(recoverySeconds * 1000)},`;
  return `${outcome}${took} on ${report.host}, ${instant(report.finishedAt)} (run ${report.run}, ${signed ? 'signed' : 'not signed'})`;
}
