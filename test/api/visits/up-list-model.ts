interface Rep {
  readonly userId: string;
  paused: boolean;
  /** Place in the order of assignments; 0 for one who never was. */
  lastAssigned: number;
  visitId?: string | undefined;
}

interface Claim {
  readonly visitId: string;
  state: 'waiting' | 'assigned' | 'accepted';
  assignedTo?: string | undefined;
  shortlist: string[];
  /** Place in the order of waiting. */
  waitingSince: number;
}

/** What docs/domain.md says of the rotation, in the plainest words that a program has. */
export class UpListModel {
  readonly low: string[] = [];
  private readonly reps: Rep[];
  private readonly claims: Claim[] = [];
  private time = 0;

  constructor(userIds: readonly string[]) {
    this.reps = userIds.map((userId) => ({ userId, paused: false, lastAssigned: 0 }));
  }

  /** A visitor of high value comes; the rep who gets him. */
  enter(visitId: string): string | undefined {
    const claim: Claim = { visitId, state: 'waiting', shortlist: [], waitingSince: 0 };
    this.claims.push(claim);
    this.decide(claim);
    return claim.assignedTo;
  }

  exit(visitId: string): void {
    const low = this.low.indexOf(visitId);
    if (low >= 0) {
      this.low.splice(low, 1);
      return;
    }
    const index = this.claims.findIndex((claim) => claim.visitId === visitId);
    this.claims.splice(index, 1);
    this.free(visitId);
    this.serve();
  }

  accept(visitId: string): void {
    this.claim(visitId).state = 'accepted';
  }

  /** Declined, or not answered in time. */
  passOn(visitId: string): void {
    const claim = this.claim(visitId);
    this.free(visitId);
    claim.assignedTo = undefined;
    this.serve();
    const next = claim.shortlist.filter((userId) => this.available().includes(userId));
    if (!this.give(claim, next)) this.decide(claim);
  }

  setAvailable(userId: string, isAvailable: boolean): void {
    const rep = this.reps.find((one) => one.userId === userId);
    if (rep === undefined) throw new Error('There is no such rep.');
    rep.paused = !isAvailable;
    this.serve();
  }

  here(): string[] {
    return [...this.claims.map(({ visitId }) => visitId), ...this.low];
  }

  asked(): string[] {
    return this.inState('assigned');
  }

  assigned(): string[] {
    return [...this.inState('assigned'), ...this.inState('accepted')];
  }

  waiting(): string[] {
    return this.inState('waiting');
  }

  /** State and rep of every visit with a claim. */
  standings(): Map<string, string> {
    return new Map(
      this.claims.map(({ visitId, state, assignedTo }) => [
        visitId,
        assignedTo === undefined ? state : `${state} ${assignedTo}`,
      ]),
    );
  }

  holders(): Map<string, string | undefined> {
    return new Map(this.reps.map((rep) => [rep.userId, rep.visitId]));
  }

  /** Reps were checked in, and are kept, in the order of their list. */
  order(): string[] {
    return [...this.reps]
      .sort((a, b) => a.lastAssigned - b.lastAssigned)
      .map(({ userId }) => userId);
  }

  private decide(claim: Claim): void {
    if (this.give(claim, this.available())) return;
    claim.state = 'waiting';
    claim.shortlist = [];
    claim.waitingSince = this.tick();
  }

  private give(claim: Claim, candidates: readonly string[]): boolean {
    const [first, ...rest] = candidates.slice(0, 3);
    const rep = this.reps.find(({ userId }) => userId === first);
    if (rep === undefined) return false;
    rep.visitId = claim.visitId;
    rep.lastAssigned = this.tick();
    claim.state = 'assigned';
    claim.assignedTo = rep.userId;
    claim.shortlist = rest;
    return true;
  }

  private serve(): void {
    const line = this.claims
      .filter(({ state }) => state === 'waiting')
      .sort((a, b) => a.waitingSince - b.waitingSince);
    for (const claim of line) if (!this.give(claim, this.available())) return;
  }

  private free(visitId: string): void {
    for (const rep of this.reps) if (rep.visitId === visitId) rep.visitId = undefined;
  }

  private available(): string[] {
    return this.order().filter((userId) => {
      const rep = this.reps.find((one) => one.userId === userId);
      return rep?.paused === false && rep.visitId === undefined;
    });
  }

  private inState(state: Claim['state']): string[] {
    return this.claims.filter((claim) => claim.state === state).map(({ visitId }) => visitId);
  }

  private claim(visitId: string): Claim {
    const claim = this.claims.find((one) => one.visitId === visitId);
    if (claim === undefined) throw new Error('There is no such visit.');
    return claim;
  }

  private tick(): number {
    this.time += 1;
    return this.time;
  }
}
