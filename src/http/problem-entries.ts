import type { ProblemEntry } from './problem-entry.js';

const CHECK_AND_CORRECT = 'Correct what `errors` points to and send the request again.';
const TRY_LATER = 'Wait for the seconds in `Retry-After`, then send the same request again.';
const READ_AGAIN = 'Read the resource again and decide on its present state.';

const REQUEST: Readonly<Record<string, ProblemEntry>> = {
  validation_failed: {
    title: 'Request not valid',
    meaning: 'A field, parameter or header is missing, unknown, or outside of its schema.',
    remedy: CHECK_AND_CORRECT,
  },
  malformed_request: {
    title: 'Malformed request',
    meaning: 'The request is not well-formed HTTP, or its body is not text in UTF-8.',
    remedy: 'Send text in UTF-8, and a path in percent-encoding.',
  },
  malformed_json: {
    title: 'Malformed JSON',
    meaning:
      'The body is not JSON in UTF-8, nested too deeply, or an object in it has a name twice.',
    remedy: 'Send JSON as RFC 8259 has it.',
  },
  payload_too_large: {
    title: 'Payload too large',
    meaning: 'The body is larger than 1 MiB.',
    remedy: 'Send less at once.',
  },
  headers_too_large: {
    title: 'Headers too large',
    meaning: 'The headers are larger than 16 KiB.',
    remedy: 'Send fewer or shorter headers.',
  },
  request_timeout: {
    title: 'Request timeout',
    meaning: 'The request did not arrive in time.',
    remedy: 'Send it again, faster or in smaller parts.',
  },
  expectation_failed: {
    title: 'Expectation failed',
    meaning: 'The `Expect` header asks for something other than `100-continue`.',
    remedy: 'Leave the header out.',
  },
  unsupported_media_type: {
    title: 'Unsupported media type',
    meaning: 'The body has a content type or an encoding that this operation does not take.',
    remedy: 'Send `Content-Type: application/json`, or what the operation lists.',
  },
  route_not_found: {
    title: 'No such operation',
    meaning: 'No operation has this path.',
    remedy: 'Look the path up in the documentation under /docs.',
  },
  not_found: {
    title: 'Not found',
    meaning: 'No WebSocket is served at this path.',
    remedy: 'Connect to /realtime with a ticket.',
  },
  method_not_allowed: {
    title: 'Method not allowed',
    meaning: 'The path exists, but not with this method.',
    remedy: 'Use one of the methods in the `Allow` header.',
  },
};

const CALLER: Readonly<Record<string, ProblemEntry>> = {
  unauthenticated: {
    title: 'Not authenticated',
    meaning: 'The access token is missing, broken or expired, or its session has ended.',
    remedy: 'Log in and send `Authorization: Bearer {accessToken}`.',
  },
  invalid_credentials: {
    title: 'Invalid credentials',
    meaning: 'E-mail address and password do not belong together, or the code is not good.',
    remedy: 'Check them and try again, with a code that was not used before.',
  },
  totp_required: {
    title: 'Second factor required',
    meaning: 'The user has a second factor, and the log-in came without a code.',
    remedy: 'Log in again with the code of the app, or a recovery code, in `totp`.',
  },
  invalid_refresh_token: {
    title: 'Refresh token not valid',
    meaning: 'The refresh token is unknown or expired, or its session has ended.',
    remedy: 'Log in again.',
  },
  refresh_token_reused: {
    title: 'Refresh token reused',
    meaning:
      'The refresh token was used before. Somebody else may hold it, so its session was ended.',
    remedy: 'Log in again, and keep the newest refresh token only.',
  },
  forbidden: {
    title: 'Forbidden',
    meaning: 'You are known, but your role or your rights do not allow this.',
    remedy: 'Ask an administrator of your organization.',
  },
  insufficient_scope: {
    title: 'The scope is missing',
    meaning: 'Your token or key does not have the scope that this operation needs.',
    remedy: 'Ask an administrator for the scope; `x-authz` of the operation names it.',
  },
  field_forbidden: {
    title: 'A field that is not yours to give',
    meaning: 'The body has a field that callers of your kind may not give.',
    remedy: 'Leave out the field that `errors` names.',
  },
  showroom_forbidden: {
    title: 'No access to this showroom',
    meaning: 'The showroom belongs to your organization, but you have no access to it.',
    remedy: 'Ask an administrator of your organization for access.',
  },
  too_many_attempts: {
    title: 'Too many attempts',
    meaning: 'Too many log-ins or refreshes have failed for this account or from this address.',
    remedy: TRY_LATER,
  },
  rate_limited: {
    title: 'Too many requests',
    meaning: 'You have sent more requests than your limit allows.',
    remedy: TRY_LATER,
  },
};

const CONCURRENCY: Readonly<Record<string, ProblemEntry>> = {
  precondition_required: {
    title: 'Precondition required',
    meaning: 'A change of this resource needs an `If-Match` header.',
    remedy: 'Send the `ETag` of the version that you have read.',
  },
  invalid_if_match: {
    title: 'If-Match not valid',
    meaning: '`If-Match` is not the one strong entity tag that we give out.',
    remedy: 'Send the `ETag` of the version that you have read, unchanged.',
  },
  stale_version: {
    title: 'Stale version',
    meaning: 'The resource has changed since you read it; `ETag` is its present version.',
    remedy: READ_AGAIN,
  },
  idempotency_key_required: {
    title: 'Idempotency key required',
    meaning: 'This operation needs an `Idempotency-Key` header.',
    remedy: 'Send a new unique key for each intended effect, and the same one when you retry.',
  },
  idempotency_key_invalid: {
    title: 'Idempotency key not valid',
    meaning: 'The key is not 8 to 255 visible characters of ASCII, or was sent twice.',
    remedy: 'Send one key, for instance a UUID.',
  },
  idempotency_key_reused: {
    title: 'Idempotency key reused',
    meaning: 'The key was used before with another request.',
    remedy: 'Use a new key for a new request.',
  },
  idempotency_key_in_progress: {
    title: 'Idempotency key in progress',
    meaning: 'The first request with this key is still running.',
    remedy: TRY_LATER,
  },
};

const SERVICE: Readonly<Record<string, ProblemEntry>> = {
  internal_error: {
    title: 'Internal error',
    meaning: 'Something failed on our side. It has been logged under the request id.',
    remedy: 'Try again later; if it stays, report the `requestId`.',
  },
  temporarily_unavailable: {
    title: 'Temporarily unavailable',
    meaning: 'A dependency is down, the load is too high, or the process is shutting down.',
    remedy: TRY_LATER,
  },
  database_unavailable: {
    title: 'Database unavailable',
    meaning: 'The database cannot be reached. Nothing has been changed.',
    remedy: TRY_LATER,
  },
  busy: {
    title: 'Busy',
    meaning: 'Too many requests contend for the same data. Nothing has been changed.',
    remedy: TRY_LATER,
  },
};

/** The codes of the HTTP layer and of access, whatever the operation. */
export const PROBLEM_ENTRIES: Readonly<Record<string, ProblemEntry>> = {
  ...REQUEST,
  ...CALLER,
  ...CONCURRENCY,
  ...SERVICE,
};
