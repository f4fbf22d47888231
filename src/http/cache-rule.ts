import type { Principal } from '../shared/principal.js';

/**
 * Says of a GET that its answers may be kept as bytes, and given before Express is entered
 * (docs/adr/0013-ready-made-answers.md). They are those of one organization, one view and one
 * address, until what they are made from changes.
 */
export interface CacheRule {
  /** Callers of one view are given the very same answer. */
  viewOf(principal: Principal): string;
  /** Names what answers of this path are made from; told of every change of it. */
  guardOf(pathId: string | undefined): string;
  /** False for queries of which each answer is one of its own, or changes with time. */
  isKept(query: Readonly<Record<string, unknown>>): boolean;
}
