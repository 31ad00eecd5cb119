import { archiveSummary, unreadableWarnings } from '../../words/archiveText.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

interface ArchiveFlags {
  readonly dryRun?: boolean;
  readonly bucketRule?: true;
}

export function archiveCommand(): PgstowCommand {
  return new PgstowCommand('archive')
    .summary('move what old sets alone need to a colder storage class')
    .description(
      'Moves what sets alone need that are older than archiveAfterDays of their plan to its archiveClass, in all of the repository, for plans ' +
        'share what is equal; as is done after each backup. Never what a newer set needs: the newest set of a plan is always read at once. ' +
        'Where the bucket keeps versions, or locks objects, they are tagged, and a lifecycle rule of the bucket moves them: --bucket-rule prints it.',
    )
    .option('--dry-run', 'say what would be moved, and move nothing')
    .option('--bucket-rule', 'print the lifecycle configuration of the bucket, with the rules that move what is tagged')
    .examples(
      'pgstow archive --dry-run',
      'pgstow archive',
      'pgstow archive --bucket-rule > lifecycle.json && aws s3api put-bucket-lifecycle-configuration --bucket acme-backups --lifecycle-configuration file://lifecycle.json',
    )
    .does(async (invocation, { dryRun = false, bucketRule }: ArchiveFlags) => {
      const repository = await invocation.repository();
      const { archive, bucketRules } = await invocation.engine();
      const { output } = invocation;
      if (bucketRule) {
        const { configuration } = await invocation.run('archive', ({ signal }) => bucketRules(repository, { signal }));
        output.print(JSON.stringify(configuration, undefined, 2));
        output.document(configuration);
        return 0;
      }
      const result = await invocation.run('archive', (operation) => archive(repository, { dryRun }, operation));
      output.say(archiveSummary(result, dryRun));
      for (const warning of unreadableWarnings(result)) output.warn(warning);
      output.document({ dryRun, ...result });
      return 0;
    });
}
