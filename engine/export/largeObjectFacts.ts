import { provenContent } from '../pipe/provenContent.ts';
import type { DecodeText } from '../postgres/characterSets.ts';
import { linesOf, valuesOf } from '../postgres/copyText.ts';
import type { LargeObjectsItem } from '../repository/contents.ts';
import type { Export } from './exportSet.ts';
import { provenItem } from './tableContent.ts';

/** What is said of a large object beside its content. Texts are undefined where they cannot be read here. */
export interface LargeObjectFacts {
  readonly oid: number;
  readonly owner: string | undefined;
  /** Null where nobody has been given anything. */
  readonly acl: readonly LargeObjectPrivilege[] | null | undefined;
  readonly comment: string | null | undefined;
}

export interface LargeObjectPrivilege {
  /** Empty for PUBLIC. */
  readonly grantee: string;
  readonly privilege: string;
  readonly grantable: boolean;
}

/** One after the other, by OID. */
export async function* largeObjectFacts(
  items: readonly LargeObjectsItem[],
  { blobs, meter }: Pick<Export, 'blobs' | 'meter'>,
  decode: DecodeText,
): AsyncGenerator<LargeObjectFacts, void, void> {
  const text = (value: Buffer | null | undefined) => (value ? decode(value) : value);
  for (const item of items.filter(({ part }) => part === 'metadata')) {
    for await (const line of linesOf(provenContent(blobs, provenItem(item)))) {
      const [oid, owner, acl, comment] = valuesOf(line, 4);
      const privileges = text(acl);
      yield {
        oid: Number(oid),
        owner: text(owner) ?? undefined,
        acl: privileges ? JSON.parse(privileges) : privileges,
        comment: text(comment),
      };
    }
    meter.add({ bytes: item.bytes });
  }
}
