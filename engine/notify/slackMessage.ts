import type { Announcement } from './announcement.ts';

/**
 * The message that Slack, Mattermost and others take that speak Slack's incoming webhooks: one text.
 *
 * https://docs.slack.dev/messaging/formatting-message-text/
 */
export function slackMessage(announcement: Announcement): string {
  return JSON.stringify({ text: linesOf(announcement).join('\n') });
}

function linesOf(announcement: Announcement): string[] {
  const { plan, reason, error, alarm, warnings, event } = announcement;
  const name = plan.name === plan.id ? '' : ` (${plain(plan.name)})`;
  const said = [reason, alarm, error?.message, error?.hint && `hint: ${error.hint}`].filter(
    (text) => text !== undefined,
  );
  const told = event === 'success' ? warnings.slice(0, mostWarnings).map((warning) => `warning: ${warning}`) : [];
  return [
    `*${headOf(announcement)}*: ${plan.id}${name}`,
    ...[...said, ...told].map(plain),
    plain(factsOf(announcement).join(', ')),
  ];
}

function headOf({ event, outcome, kind, alarm, count = 1 }: Announcement): string {
  const what = kind === 'drill' ? 'Drill' : 'Backup';
  switch (event) {
    case 'success':
      return kind === 'drill' ? 'Drill passed' : 'Backup succeeded';
    case 'failure':
      if (alarm !== undefined) return 'Backup succeeded, older sets may be wrong';
      return outcome === 'interrupted' ? `${what} interrupted` : `${what} failed`;
    case 'skipped':
    case 'missed':
      return count === 1 ? `${what} ${event}` : `${count} ${kind}s ${event}`;
    case 'test':
      return 'Test message of pgstow';
    default:
      return event satisfies never;
  }
}

function factsOf(announcement: Announcement): string[] {
  const { start, until, duration, set, newBytes, recoverySeconds, run, host, repository } = announcement;
  const facts = [
    set && `set ${set}`,
    recoverySeconds === undefined ? undefined : `recovered in ${Math.round(recoverySeconds)} s`,
    newBytes === undefined ? undefined : `${megabytes(newBytes)} added`,
    duration === undefined ? undefined : `${Math.round(duration)} s`,
    start && `start ${start}${until && until !== start ? ` to ${until}` : ''}`,
    run && `run ${run}`,
    `${host}, ${repository}`,
  ];
  return facts.filter((fact) => fact !== undefined && fact !== '') as string[];
}

function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

const mostWarnings = 5;
const longest = 700;

/** A text of somebody else's: no link or mention for Slack, and none of everybody for Mattermost. */
function plain(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return cut
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=(?:all|channel|here)\b)/gi, '@\u200b');
}
