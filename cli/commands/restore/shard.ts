import type { Preview, RestoreInput, SetManifest, Shard, ShardResult } from '../../../engine/index.ts';
import { describeFailure } from '../../../words/failure.ts';
import { previewText } from '../../../words/previewText.ts';
import { previewFailure, restoreSummary, shardSummary } from '../../../words/restoreText.ts';
import { type ExitStatus, exitStatusOf } from '../../exitStatus.ts';
import type { Invocation } from '../../invocation.ts';

/** Takes part in a restore that several machines share. Who leads shows the preview, and how it came out. */
export async function restoreAsShard(invocation: Invocation, input: RestoreInput, shard: Shard): Promise<ExitStatus> {
  const { output } = invocation;
  const { restoreShard, completeRestoreRequest } = await invocation.engine();
  const repository = await invocation.repository();
  const request = await completeRestoreRequest(repository, input);
  let previewed: Preview | undefined;
  const onPreview = (preview: Preview, set: SetManifest, run?: string) => {
    previewed = preview;
    output.say(previewText(preview, set, request));
    if (run && preview.problems.length === 0)
      output.say(`run ${run}: pgstow run show ${run} --follow shows it elsewhere\n`);
  };
  const startedAt = Date.now();
  try {
    const result = await invocation.run(`restore ${input.plan}`, (operation) =>
      restoreShard(repository, input, shard, { ...operation, onPreview }),
    );
    output.say(shardSummary(result, shard));
    if (result.part === 'leader') output.say(restoreSummary(request, result, Date.now() - startedAt));
    output.document(toDocument(result, shard));
    return 0;
  } catch (thrown) {
    const failure = (previewed && previewFailure(previewed)) ?? (await describeFailure(thrown));
    output.failure(failure);
    output.document({ shard, error: failure });
    return exitStatusOf(failure.code);
  }
}

function toDocument({ set, ...result }: ShardResult, shard: Shard): object {
  return { set: set.set, plan: set.plan, snapshotAt: set.snapshotAt, shard, ...result };
}
