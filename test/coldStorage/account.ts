import type { Contents } from './makeSet.ts';

/** When sets of a plan are archived; undefined of one that archives nothing. */
export interface Rule {
  readonly days: number;
  readonly storageClass: string;
}

interface Stored {
  readonly content: string;
  readonly bytes: number;
  storageClass: string;
}

interface MadeSet {
  readonly plan: string;
  readonly day: number;
  readonly needs: readonly Stored[];
}

/** From cold to warm. */
const coldest = ['DEEP_ARCHIVE', 'GLACIER', 'GLACIER_IR'];

/**
 * What a repository is to hold, told day by day from what happened alone: no line of it is pgstow's. A content is stored once more when
 * the ones that there are cannot be read at once.
 */
export class Account {
  readonly #rules: Readonly<Record<string, Rule | undefined>>;
  readonly #sets = new Map<string, MadeSet>();

  constructor(rules: Readonly<Record<string, Rule | undefined>>) {
    this.#rules = rules;
  }

  made(day: number, plan: string, set: string, contents: Contents): void {
    const needs = [...contents].map(([content, bytes]) => {
      const there = this.#stored().find((each) => each.content === content && each.storageClass === 'STANDARD');
      return there ?? { content, bytes, storageClass: 'STANDARD' };
    });
    this.#sets.set(set, { plan, day, needs });
  }

  removed(sets: readonly string[]): void {
    for (const set of sets) this.#sets.delete(set);
  }

  archived(day: number): void {
    for (const stored of this.#stored()) {
      if (stored.bytes < 131_072 || stored.storageClass !== 'STANDARD') continue;
      const wanted = [...this.#sets.values()]
        .filter(({ needs }) => needs.includes(stored))
        .map((set) => this.#wants(set, day));
      if (wanted.includes(undefined)) continue;
      stored.storageClass = wanted.toSorted((a, b) => coldest.indexOf(b!) - coldest.indexOf(a!))[0]!;
    }
  }

  bytesByClass(): Record<string, number> {
    const sums: Record<string, number> = {};
    for (const { storageClass, bytes } of this.#stored()) sums[storageClass] = (sums[storageClass] ?? 0) + bytes;
    return sums;
  }

  #wants({ plan, day: made }: MadeSet, day: number): string | undefined {
    const rule = this.#rules[plan];
    const newest = Math.max(...[...this.#sets.values()].filter((set) => set.plan === plan).map((set) => set.day));
    return rule && made < newest && day - made >= rule.days ? rule.storageClass : undefined;
  }

  #stored(): readonly Stored[] {
    return [...new Set([...this.#sets.values()].flatMap(({ needs }) => needs))];
  }
}
