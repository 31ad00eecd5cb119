import { Option } from 'commander';
import type { ThawTerms } from '../../engine/index.ts';
import { wholeNumber } from '../../values/wholeNumber.ts';
import { optionOf } from './oneOf.ts';

/** As the engine has them; named here so that help does without it. */
const tiers: readonly ThawTerms['tier'][] = ['Expedited', 'Standard', 'Bulk'];

export interface ThawFlags {
  readonly waitForThaw?: true;
  readonly thawTier: ThawTerms['tier'];
  readonly thawDays: number;
}

/** How what is archived is made readable. */
export function thawOptions(): Option[] {
  return [
    new Option(
      '--wait-for-thaw',
      'where something is archived, wait until it is thawed, however many hours that takes',
    ),
    optionOf('--thaw-tier <tier>', 'how fast what is archived is thawed, and at what price', tiers).default('Standard'),
    new Option('--thaw-days <days>', 'how long it stays readable')
      .argParser(wholeNumber('--thaw-days', 1, 365))
      .default(7),
  ];
}

export function thawTerms({ waitForThaw, thawTier, thawDays }: ThawFlags): ThawTerms {
  return { wait: waitForThaw === true, tier: thawTier, days: thawDays };
}
