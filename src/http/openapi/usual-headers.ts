/** Headers that any answer may carry. */
export const EVERY_ANSWER: readonly string[] = ['X-Request-Id', 'Access-Control-Allow-Origin'];

/** The same, with those of the rate limit: for successes and faults of the caller. */
export const LIMITED_ANSWER: readonly string[] = [...EVERY_ANSWER, 'RateLimit', 'RateLimit-Policy'];
