import type { IncomingMessage } from 'node:http';
import type { CacheRule } from '../cache-rule.js';
import { prefersExactCount } from '../prefer.js';
import type { Principal } from '../../shared/principal.js';

/** Under which an answer is kept, and what it is made from. */
export interface KeptKey {
  readonly key: string;
  readonly guard: string;
}

/** One request for an answer that may be kept. */
export interface KeptRequest {
  readonly request: IncomingMessage;
  /** Path and query as sent: the links of the answer repeat them. */
  readonly address: string;
  readonly pathId: string | undefined;
  readonly principal: Principal;
}

/** Longer addresses are those of nobody who asks again. */
const LONGEST_ADDRESS = 2_048;

/** The key of a request's answer; undefined for an address that is not kept. */
export function keptKeyOf(rule: CacheRule, asked: KeptRequest): KeptKey | undefined {
  const { request, address, pathId, principal } = asked;
  if (address.length > LONGEST_ADDRESS) return undefined;
  const counted = prefersExactCount(request.headers['prefer']) ? 'counted' : 'plain';
  const { organizationId } = principal;
  return {
    key: `${organizationId} ${rule.viewOf(principal)} ${counted} ${address}`,
    guard: guardOf(organizationId, rule.guardOf(pathId)),
  };
}

/** The guard of one organization's. */
export function guardOf(organizationId: string, name: string): string {
  return `${organizationId}:${name}`;
}
