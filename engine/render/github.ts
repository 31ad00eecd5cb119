import { stringify } from 'yaml';
import { parseCron } from '../schedule/cron.ts';
import { githubService } from './drillServer.ts';
import { needsOf } from './needs.ts';
import { isFolder, type Rendered, type RenderRequest } from './request.ts';
import { allowanceWarnings, type Triggers, triggersOf } from './triggers.ts';

/**
 * A GitHub workflow that makes the backups and drills of plans when they are due: a job for each plan, and one for its drills, in
 * concurrency groups of their own. Secrets are referenced by the names that the plans give them. Rejects with `input` when no plan has a schedule that
 * starts again.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onschedule
 */
export function renderGithub(request: RenderRequest): Rendered {
  const { triggered, omitted } = triggersOf(request.plans);
  const workflow = {
    name: 'Backups',
    on: { schedule: entriesOf(triggered), workflow_dispatch: {} },
    permissions: isFolder(request.repository) ? {} : { 'id-token': 'write' },
    jobs: Object.fromEntries(triggered.map((each) => [`${each.kind}-${each.plan.id}`, jobOf(each, request)])),
  };
  return {
    text: `${head}\n${settingsOf(triggered, request)}${stringify(workflow, { lineWidth: 0, aliasDuplicateObjects: false })}`,
    warnings: [...omitted, ...warningsOf(triggered, request)],
  };
}

const head = `# Made by pgstow render github; make it again when a schedule changes, and commit it on the default branch.
# A start is made once, and as late as GitHub is. What starts at a full hour is looked for some minutes after it. What fails is tried
# again by the same job, after 5 and 30 minutes.`;

/** What the settings of the GitHub repository must have, at a glance. */
function settingsOf(triggered: readonly Triggers[], request: RenderRequest): string {
  const secrets = [...new Set(triggered.flatMap((each) => needsOf(each, request).secrets))];
  const variables = isFolder(request.repository) ? [] : ['PGSTOW_ROLE'];
  const named = [
    ...(secrets.length > 0 ? [`secrets: ${secrets.join(', ')}`] : []),
    ...(variables.length > 0 ? [`variables: ${variables.join(', ')}`] : []),
  ];
  return named.length > 0 ? `# The GitHub repository needs ${named.join('; ')}.\n` : '';
}

function entriesOf(triggered: readonly Triggers[]): { readonly cron: string; readonly timezone: string }[] {
  const all = triggered.flatMap(({ crons, timeZone }) => crons.map((cron) => ({ cron, timezone: timeZone })));
  return [...new Map(all.map((entry) => [`${entry.cron} ${entry.timezone}`, entry])).values()];
}

function jobOf(triggers: Triggers, request: RenderRequest): object {
  const { plan, kind, crons } = triggers;
  const { secrets, settings } = needsOf(triggers, request);
  const fromSecrets = secrets.map((name) => [name, expression(`secrets.${name}`)]);
  const env = { ...settings, ...Object.fromEntries(fromSecrets) };
  const role = isFolder(request.repository) ? {} : { 'role-to-assume': expression('vars.PGSTOW_ROLE') };
  // a runner of one's own has what one has put there
  const server = kind === 'drill' && !isFolder(request.repository) ? githubService : undefined;
  return {
    if: conditionOf(crons),
    'runs-on': isFolder(request.repository) ? 'self-hosted' : 'ubuntu-latest',
    concurrency: { group: `pgstow-${plan.id}${kind === 'drill' ? '/drill' : ''}`, 'cancel-in-progress': false },
    ...(server && { services: server.services }),
    steps: [
      {
        uses: 'pgstow/pgstow@v1',
        // nothing else starts this job when an attempt is due
        with: {
          command: 'run-due',
          plan: plan.id,
          ...(plan.drill?.schedule && { kind }),
          retry: true,
          ...(server && { server: server.address }),
          repository: request.repository,
          ...role,
        },
        ...(Object.keys(env).length > 0 && { env }),
      },
    ],
  };
}

function expression(text: string): string {
  return `\${{ ${text} }}`;
}

/** By hand always. To be started in vain does no harm, not to be started would: so it is asked whether the event names the cron. */
function conditionOf(crons: readonly string[]): string {
  return ['!github.event.schedule', ...crons.map((cron) => `contains(github.event.schedule, '${cron}')`)].join(' || ');
}

function warningsOf(triggered: readonly Triggers[], request: RenderRequest): string[] {
  const files = triggered.flatMap((each) =>
    needsOf(each, request).files.map(
      (file) =>
        `plan ${each.plan.id} reads ${file}, which a runner does not have: let the plan take it from { env: NAME }`,
    ),
  );
  const folder = `${request.repository} is a folder: that of a runner hosted by GitHub is gone when its job ends, so the jobs ask for a runner of your own (self-hosted)`;
  const frequent = triggered
    .filter(({ crons }) => crons.some((cron) => closestMinutes(cron) < 5))
    .map(
      ({ plan }) => `plan ${plan.id} starts more often than GitHub starts a workflow, which is every 5 minutes at most`,
    );
  return [...(isFolder(request.repository) ? [folder] : []), ...files, ...allowanceWarnings(triggered), ...frequent];
}

/** The fewest minutes between two starts in an hour. */
function closestMinutes(cron: string): number {
  const minutes = [...parseCron(cron).minutes].sort((a, b) => a - b);
  return Math.min(...minutes.slice(1).map((minute, index) => minute - minutes[index]!));
}
