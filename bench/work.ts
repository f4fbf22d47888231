import type { Load, Task } from './load.js';

/** One of the two that a work is done by. */
export interface Contender {
  readonly name: string;
  /** Asked for anew before each round, the warm-up included: requests that count once are fresh. */
  readonly load: () => Load | Task;
}

/** Something that is measured: the same work, done by a baseline and by the product. */
export interface Work {
  /** As on the command line. */
  readonly name: string;
  readonly title: string;
  readonly baseline: Contender;
  readonly product: Contender;
  /** The least part of the baseline's speed that the product is to reach, and its source. */
  readonly target?: number;
  /** Throws unless both do the same. */
  readonly verify: () => Promise<void>;
}
