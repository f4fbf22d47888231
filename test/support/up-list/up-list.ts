/** A rep as docs/rotation.md has him. Times are in milliseconds, and absent for never. */
export interface Rep {
  readonly userId: string;
  readonly paused: boolean;
  readonly checkedInAt?: number | undefined;
  readonly lastAssignedAt?: number | undefined;
  readonly visitId?: string | undefined;
}

/** The claim of a visit on a rep; `between` is none of the product's, it lasts for one step. */
export interface Claim {
  readonly visitId: string;
  readonly state: 'waiting' | 'assigned' | 'accepted' | 'between';
  readonly assignedTo?: string | undefined;
  readonly shortlist: readonly string[];
  readonly waitingSince?: number | undefined;
}

/** Everything that the rotation of a showroom knows. */
export interface Standing {
  readonly reps: readonly Rep[];
  readonly claims: readonly Claim[];
}

const FREE = { state: 'between', assignedTo: undefined, waitingSince: undefined } as const;

/** What docs/rotation.md says of the up list, in the plainest words that a program has. */
export class UpList {
  private reps: Rep[];
  private claims: Claim[];
  private time: number;

  constructor({ reps, claims }: Standing) {
    this.reps = [...reps];
    this.claims = [...claims];
    const times = reps.flatMap((rep) => [rep.checkedInAt ?? 0, rep.lastAssignedAt ?? 0]);
    this.time = Math.max(0, ...times, ...claims.map(({ waitingSince }) => waitingSince ?? 0));
  }

  get standing(): Standing {
    return { reps: this.reps, claims: this.claims };
  }

  rep(userId: string): Rep {
    const rep = this.reps.find((one) => one.userId === userId);
    if (rep === undefined) throw new Error('There is no such rep.');
    return rep;
  }

  claim(visitId: string): Claim | undefined {
    return this.claims.find((claim) => claim.visitId === visitId);
  }

  /** Never assigned first, then the longest unassigned; ties by check-in, then by id. */
  order(): readonly Rep[] {
    return [...this.reps].sort(
      (a, b) =>
        (a.lastAssignedAt ?? 0) - (b.lastAssignedAt ?? 0) ||
        (a.checkedInAt ?? 1e15) - (b.checkedInAt ?? 1e15) ||
        (a.userId < b.userId ? -1 : 1),
    );
  }

  /** As tablets show it. */
  entries(): ReadonlyArray<{ userId: string; eligible: boolean; reason: string }> {
    return this.order().map((rep) => {
      const reason = this.reasonOf(rep);
      return { userId: rep.userId, eligible: reason === 'available', reason };
    });
  }

  change(userId: string, change: Partial<Rep>): void {
    this.reps = this.reps.map((rep) => (rep.userId === userId ? { ...rep, ...change } : rep));
  }

  checkIn(userId: string): void {
    this.change(userId, { checkedInAt: this.rep(userId).checkedInAt ?? this.tick() });
  }

  set(claim: Claim): void {
    this.forget(claim.visitId);
    this.claims.push(claim);
  }

  forget(visitId: string): void {
    this.claims = this.claims.filter((claim) => claim.visitId !== visitId);
  }

  /** Whoever has the visit has it no longer. */
  free(visitId: string): void {
    this.reps = this.reps.map((rep) =>
      rep.visitId === visitId ? { ...rep, visitId: undefined } : rep,
    );
  }

  /** Gives it to the first of these, and keeps the next two in mind. */
  give(claim: Claim, candidates: readonly string[]): boolean {
    const [first, ...shortlist] = candidates.slice(0, 3);
    if (first === undefined) return false;
    this.change(first, { visitId: claim.visitId, lastAssignedAt: this.tick() });
    this.set({ ...claim, ...FREE, state: 'assigned', assignedTo: first, shortlist });
    return true;
  }

  /** To the first who is free; else it waits, behind those who wait. */
  decide(claim: Claim): void {
    if (this.give(claim, this.available())) return;
    this.set({ ...claim, ...FREE, state: 'waiting', shortlist: [], waitingSince: this.tick() });
  }

  /** Whoever is free takes who waits the longest. */
  serve(): void {
    for (const claim of this.waiting()) if (!this.give(claim, this.available())) return;
  }

  /** He serves who waits already; then the next of the three is asked; else it is decided anew. */
  passOn(claim: Claim): void {
    const between: Claim = { ...claim, ...FREE };
    this.free(claim.visitId);
    this.set(between);
    this.serve();
    const free = this.available();
    const remaining = claim.shortlist.filter((userId) => free.includes(userId));
    if (!this.give(between, remaining)) this.decide(between);
  }

  waiting(): readonly Claim[] {
    return this.claims
      .filter(({ state }) => state === 'waiting')
      .sort(
        (a, b) => (a.waitingSince ?? 0) - (b.waitingSince ?? 0) || (a.visitId < b.visitId ? -1 : 1),
      );
  }

  available(): readonly string[] {
    return this.order().flatMap((rep) => (this.reasonOf(rep) === 'available' ? rep.userId : []));
  }

  private reasonOf({ checkedInAt, visitId, paused }: Rep): string {
    if (checkedInAt === undefined) return 'not_checked_in';
    if (visitId !== undefined) {
      return this.claim(visitId)?.state === 'assigned' ? 'asked' : 'with_customer';
    }
    return paused ? 'paused' : 'available';
  }

  private tick(): number {
    this.time += 1;
    return this.time;
  }
}
