import { CUT_BY_CLIENT, durationOf, isSuccess, textAt } from '../support/exchange.js';
import type { Exchange } from '../support/exchange.js';
import type { Violation } from './violation.js';

/** P7: an answer in under 3 s, whatever is down; all well 2 s after its return. */
export const ANSWER_WITHIN_MS = 3_000;
export const RECOVERY_WITHIN_MS = 2_000;

/** When the dependency was away, in readings of `performance.now()`. */
export interface Outage {
  readonly downAt: number;
  readonly backAt: number;
}

/**
 * Holds the exchanges of an outage of the database against P7:
 *
 * - `slow`: 3 s or more without an answer;
 * - `no connection`: the API itself did not answer;
 * - `not 503`: it failed with something else than 503 and problem+json;
 * - `not recovered`: failed although asked 2 s after the return or later;
 * - `no outage seen`, `no recovery seen`: nothing was asked that would have shown it.
 */
export function checkOutage(exchanges: readonly Exchange[], outage: Outage): Violation[] {
  const violations = exchanges.flatMap((exchange) => checkExchange(exchange, outage));
  const late = exchanges.filter((exchange) => exchange.invokedAt >= recoveredBy(outage));
  if (!exchanges.some((exchange) => isDuring(exchange, outage) && exchange.status === 503)) {
    violations.push({ kind: 'no outage seen', detail: `of ${exchanges.length} requests` });
  }
  if (!late.some(isSuccess)) {
    violations.push({ kind: 'no recovery seen', detail: `of ${late.length} requests` });
  }
  return violations;
}

/** Milliseconds from the return to the first success that was asked for after it. */
export function recoveryTime(exchanges: readonly Exchange[], { backAt }: Outage): number {
  const successes = exchanges.filter((one) => one.invokedAt >= backAt && isSuccess(one));
  return Math.min(...successes.map(({ answeredAt }) => answeredAt)) - backAt;
}

function checkExchange(exchange: Exchange, outage: Outage): Violation[] {
  const { method, path, status, broken } = exchange;
  if (broken === CUT_BY_CLIENT) return [];
  const took = `${Math.round(durationOf(exchange))} ms`;
  const code = textAt(exchange, 'code') ?? '';
  const after = Math.round(exchange.invokedAt - outage.downAt);
  const detail = `${method} ${path} ${after} ms after: ${status ?? broken ?? ''} ${code} (${took})`;
  const kinds: string[] = [];
  if (durationOf(exchange) >= ANSWER_WITHIN_MS) kinds.push('slow');
  if (status === undefined) kinds.push('no connection');
  else if (!isSuccess(exchange)) kinds.push(...failureKinds(exchange, outage));
  return kinds.map((kind) => ({ kind, detail }));
}

function failureKinds(exchange: Exchange, outage: Outage): string[] {
  if (exchange.invokedAt >= recoveredBy(outage)) return ['not recovered'];
  return isUnavailable(exchange) || isWaitingForItsFirst(exchange) ? [] : ['not 503'];
}

function isUnavailable({ status, contentType }: Exchange): boolean {
  return status === 503 && contentType === 'application/problem+json';
}

/** A key whose first attempt has not ended yet is told so, which is as good. */
function isWaitingForItsFirst(exchange: Exchange): boolean {
  return exchange.status === 409 && textAt(exchange, 'code') === 'idempotency_key_in_progress';
}

function isDuring({ invokedAt }: Exchange, { downAt, backAt }: Outage): boolean {
  return invokedAt >= downAt && invokedAt < backAt;
}

function recoveredBy({ backAt }: Outage): number {
  return backAt + RECOVERY_WITHIN_MS;
}
