import { UpList } from './up-list.js';
import type { Claim, Standing } from './up-list.js';

/** How a rep comes, pauses and goes. */
export type Presence = 'check in' | 'check out' | 'pause' | 'resume';

/** One member of the union for each kind, so that telling them apart narrows. */
type Of<Kind extends string, More> = Kind extends string ? { readonly kind: Kind } & More : never;

interface AboutVisit {
  readonly visitId: string;
}

interface AboutRep {
  readonly userId: string;
}

/** Something that somebody does, or that time does. */
export type Action =
  | { readonly kind: 'enter'; readonly visitId?: string; readonly isHigh: boolean }
  | Of<'score' | 'exit' | 'expire', AboutVisit>
  | Of<'accept' | 'decline' | 'engage' | 'assign', AboutVisit & AboutRep>
  | Of<Presence, AboutRep>;

interface Visit {
  readonly isOpen: boolean;
  /** The alert of a high-value customer is given once. */
  readonly isHigh: boolean;
}

/**
 * What the product should answer, and how things should stand then. An answer is its status, and
 * the code of a refusal or the rep of the alert.
 */
export class UpListModel {
  private constructor(
    private readonly list: UpList,
    private readonly visits: Map<string, Visit>,
  ) {}

  /** Nobody is there yet. */
  static of(standing: Standing): UpListModel {
    return new UpListModel(new UpList(standing), new Map());
  }

  get standing(): Standing {
    return this.list.standing;
  }

  get entries(): ReturnType<UpList['entries']> {
    return this.list.entries();
  }

  /** The same, to go another way from here; with other times, if those are known by now. */
  copy(standing = this.standing): UpListModel {
    return new UpListModel(new UpList(standing), new Map(this.visits));
  }

  /** Visits that have been, those that are over too. */
  known(): readonly string[] {
    return [...this.visits.keys()];
  }

  here(): readonly string[] {
    return [...this.visits].flatMap(([visitId, { isOpen }]) => (isOpen ? visitId : []));
  }

  asked(): readonly Claim[] {
    return this.standing.claims.filter(({ state }) => state === 'assigned');
  }

  perform(action: Action): string {
    if (action.kind === 'enter') return this.enter(required(action.visitId), action.isHigh);
    if (!('visitId' in action)) return this.present(action.kind, action.userId);
    const { kind, visitId } = action;
    if (kind === 'expire') return this.expire(visitId);
    if (this.visits.get(visitId)?.isOpen !== true) return '409 visit_closed';
    if (kind === 'score') return this.score(visitId);
    if (kind === 'exit') return this.exit(visitId);
    if (kind === 'assign') return this.assign(visitId, action.userId);
    if (kind !== 'engage') return this.say(kind, visitId, action.userId);
    this.accept(visitId, action.userId);
    return '201';
  }

  private enter(visitId: string, isHigh: boolean): string {
    this.visits.set(visitId, { isOpen: true, isHigh });
    return isHigh ? this.ask(visitId) : '201';
  }

  private score(visitId: string): string {
    if (this.visits.get(visitId)?.isHigh === true) return '201';
    this.visits.set(visitId, { isOpen: true, isHigh: true });
    return this.ask(visitId);
  }

  /** One that has a claim keeps its place. */
  private ask(visitId: string): string {
    if (this.list.claim(visitId) === undefined) {
      this.list.decide({ visitId, state: 'between', shortlist: [] });
    }
    return `201 ${this.list.claim(visitId)?.assignedTo ?? 'nobody'}`;
  }

  private exit(visitId: string): string {
    this.visits.set(visitId, { isOpen: false, isHigh: true });
    this.list.forget(visitId);
    this.list.free(visitId);
    this.list.serve();
    return '201';
  }

  private expire(visitId: string): string {
    const claim = this.list.claim(visitId);
    if (claim?.state === 'assigned') this.list.passOn(claim);
    return '';
  }

  private say(word: 'accept' | 'decline', visitId: string, userId: string): string {
    const claim = this.list.claim(visitId);
    if (claim?.assignedTo === undefined) return '409 visit_not_assigned';
    if (claim.assignedTo !== userId) return '403 not_your_assignment';
    if (word === 'accept') this.accept(visitId, userId);
    else this.list.passOn(claim);
    return '200';
  }

  private accept(visitId: string, userId: string): void {
    const claim = this.list.claim(visitId);
    if (claim?.assignedTo === userId) this.list.set({ ...claim, state: 'accepted' });
  }

  private assign(visitId: string, userId: string): string {
    const rep = this.list.rep(userId);
    if (rep.checkedInAt === undefined) return '409 rep_not_checked_in';
    if (rep.visitId === visitId) return '200';
    if (rep.visitId !== undefined) return '409 rep_not_available';
    this.list.free(visitId);
    this.list.give({ visitId, state: 'between', shortlist: [] }, [userId]);
    this.list.serve();
    return '200';
  }

  private present(kind: Presence, userId: string): string {
    const { visitId } = this.list.rep(userId);
    if (kind === 'check out') {
      this.list.change(userId, { checkedInAt: undefined, paused: false });
      const claim = visitId === undefined ? undefined : this.list.claim(visitId);
      if (claim !== undefined) this.list.passOn(claim);
      return '204';
    }
    if (kind !== 'check in') this.list.change(userId, { paused: kind === 'pause' });
    if (kind !== 'pause') this.list.checkIn(userId);
    this.list.serve();
    return '200';
  }
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A visit has to have its id by now.');
  return value;
}

/** Whether it is about a rep alone. */
export function isOfPresence(kind: Action['kind']): kind is Presence {
  return ['check in', 'check out', 'pause', 'resume'].includes(kind);
}
