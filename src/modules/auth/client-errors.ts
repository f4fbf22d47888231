import { problem } from '../../shared/errors.js';

const CHALLENGE = { 'WWW-Authenticate': 'Basic realm="showroom-sales", charset="UTF-8"' };

/** 401: the program, its secret, or both are not known; nobody is told which. */
export function invalidClient(): Error {
  const detail = 'The client or its secret is not known.';
  return problem(401, 'invalid_client', detail, { headers: CHALLENGE });
}
