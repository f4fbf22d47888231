/** What a user can ask about his second factor. */
export interface SecondFactorState {
  readonly enabled: boolean;
  readonly recoveryCodesLeft: number;
  readonly activatedAt?: Date;
}

/** A secret that has been given out and waits for its first code. */
export interface TotpEnrolment {
  /** base32. */
  readonly secret: string;
  readonly otpauthUrl: string;
  readonly expiresAt: Date;
}

/** A second factor as stored; active once `activatedAt` is there. */
export interface SecondFactorRow {
  readonly sealedSecret: Buffer;
  /** Until when it can be activated. */
  readonly enrolmentExpiresAt: Date | null;
  readonly activatedAt: Date | null;
  /** The time step of the last code that was accepted. */
  readonly lastStep: number | null;
}

/** What is known of the second factor of somebody whose password was right. */
export type SecondFactorVerdict = 'passed' | 'required' | 'refused';
