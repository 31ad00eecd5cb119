import type { Piece, RowsDigest } from '../repository/contents.ts';
import type { Content } from './ranges.ts';

/** What was read, or an older set has, of a content, and where it is. */
export interface Held extends RowsDigest {
  readonly content: Content;
  readonly bytes: number;
  readonly at: readonly Piece[];
  /** The older set. */
  readonly readFor?: string | undefined;
}
