/** What a person needs to know of one error code; served by `GET /problems/{code}`. */
export interface ProblemEntry {
  /** A few words, the same for every occurrence (RFC 9457, `title`). */
  readonly title: string;
  /** When the answer is given. */
  readonly meaning: string;
  /** What the caller can do about it. */
  readonly remedy: string;
}
