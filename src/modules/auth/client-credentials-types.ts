/** What a program asks for, and with what it says who it is. */
export interface TokenRequest {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Names separated by blanks; absent: all that the program has. */
  readonly scope?: string | undefined;
}

/** A token for a program, as RFC 6749 section 5.1 answers it. */
export interface ClientTokenGrant {
  readonly accessToken: string;
  readonly expiresIn: number;
  /** Absent where the token has none. */
  readonly scope?: string;
}
