import type { StoredRows } from './verifyContents.ts';

/** Blobs that share rows with each other and with no other blob, in the order to read them. */
export interface BlobGroup {
  readonly blobs: readonly string[];
  readonly contents: readonly StoredRows[];
}

/**
 * Divides the blobs so that each need be read only once although rows go on from one blob to the next and sets share the
 * one and not the other: within a group, a blob comes after all that any rows come from. Where that is a circle (equal
 * pieces of a table make equal blobs) it is cut somewhere, and a blob of it is read again.
 */
export function readingOrder(contents: readonly StoredRows[]): BlobGroup[] {
  const groupOf = new Groups();
  for (const { pieces } of contents) for (const { blob } of pieces) groupOf.join(pieces[0]!.blob, blob);
  const groups = Map.groupBy(contents, ({ pieces }) => groupOf.find(pieces[0]!.blob));
  return [...groups.values()].map((members) => ({ blobs: inOrder(members), contents: members }));
}

/** Disjoint sets: https://en.wikipedia.org/wiki/Disjoint-set_data_structure */
class Groups {
  readonly #parent = new Map<string, string>();

  find(member: string): string {
    let root = member;
    for (let up = this.#parent.get(root); up !== undefined; up = this.#parent.get(root)) root = up;
    if (root !== member) this.#parent.set(member, root); // the next search is short
    return root;
  }

  join(a: string, b: string): void {
    const [one, other] = [this.find(a), this.find(b)] as const;
    if (one !== other) this.#parent.set(other, one);
  }
}

/** Kahn's algorithm: https://en.wikipedia.org/wiki/Topological_sorting */
function inOrder(contents: readonly StoredRows[]): string[] {
  const left = new Set(contents.flatMap(({ pieces }) => pieces.map(({ blob }) => blob)));
  const after = successors(contents);
  const waitsFor = new Map<string, number>();
  for (const next of after.values()) for (const blob of next) waitsFor.set(blob, (waitsFor.get(blob) ?? 0) + 1);
  const ready = [...left].filter((blob) => !waitsFor.has(blob));
  const order: string[] = [];
  while (left.size > 0) {
    const blob = ready.pop() ?? left.values().next().value!;
    if (!left.delete(blob)) continue; // a circle was cut there
    order.push(blob);
    for (const next of after.get(blob) ?? []) {
      const still = waitsFor.get(next)! - 1;
      waitsFor.set(next, still);
      if (still === 0) ready.push(next);
    }
  }
  return order;
}

function successors(contents: readonly StoredRows[]): Map<string, Set<string>> {
  const after = new Map<string, Set<string>>();
  for (const { pieces } of contents) {
    for (const [i, { blob }] of pieces.entries()) {
      const next = pieces[i + 1]?.blob;
      if (next === undefined || next === blob) continue;
      after.set(blob, (after.get(blob) ?? new Set()).add(next));
    }
  }
  return after;
}
