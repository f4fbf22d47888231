import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Admission } from '../admission.js';
import type { CacheRule } from '../cache-rule.js';
import type { AnyRoute } from '../define-route.js';
import { malformedRequest } from '../entrance.js';
import type { Entrance } from '../entrance.js';
import { sendProblem } from '../middlewares/problem-handler.js';
import type { RequestState } from '../request-state.js';
import { pathTemplate } from '../route-paths.js';
import { toFailure } from '../to-failure.js';
import { fromRefusal, isBytes } from './kept-answer.js';
import type { KeptAnswer, KeptAnswers } from './kept-answer.js';
import { keptKeyOf } from './kept-key.js';
import { sendKeptAtOnce } from './send-kept.js';

interface FastPathDeps {
  readonly routes: readonly AnyRoute[];
  readonly entrance: Entrance;
  readonly admission: Admission;
  readonly answers: KeptAnswers;
}

/** An operation whose answers are kept, as it is found by its path. */
interface KeptRoute {
  readonly route: AnyRoute;
  readonly rule: CacheRule;
  readonly template: string;
}

/** A request for such an answer. */
interface Found extends KeptRoute {
  readonly address: string;
  readonly pathId: string | undefined;
}

/**
 * The way before Express: answers that are at hand are sent at once, after the same entrance, the
 * same admission and with the same headers. Whatever is not at hand, or whoever may not have it,
 * goes on into `next`, where nothing is counted, looked up or logged a second time.
 *
 * Only the look at the version is waited for: every promise more is a hundredth of such an answer.
 */
export function createFastPath(deps: FastPathDeps, next: RequestListener): RequestListener {
  const find = createFinder(deps.routes);
  return (request, response) => {
    const goOn = (): void => {
      next(request, response);
    };
    const found = find(request);
    if (found === undefined || malformedRequest(request) !== undefined) {
      goOn();
      return;
    }
    const exchange = { request, response, state: deps.entrance.open(request, response) };
    const look = lookFor(deps, found, exchange);
    if (look === undefined) {
      goOn();
      return;
    }
    look.then((kept) => {
      if (kept === undefined || !send(kept, found, exchange)) goOn();
    }, goOn);
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly state: RequestState;
}

/**
 * Undefined where somebody else has to answer, and for callers whom it takes longer to know; also
 * after a failure, which will then happen there, and be told.
 */
function lookFor(
  { admission, answers }: FastPathDeps,
  { route, rule, address, pathId }: Found,
  { request, state }: Exchange,
): Promise<KeptAnswer | undefined> | undefined {
  try {
    const principal = admission.admitAtOnce(route, request, state);
    if (principal === undefined) return undefined;
    const named = keptKeyOf(rule, { request, address, pathId, principal });
    return named && answers.atHand(named.key, named.guard);
  } catch {
    return undefined;
  }
}

/** False when somebody else has to answer; what failed will then fail there, and be told. */
function send(
  kept: KeptAnswer,
  { template }: Found,
  { request, response, state }: Exchange,
): boolean {
  try {
    state.route = template;
    if (isBytes(kept)) return sendKeptAtOnce(request, response, kept) === undefined;
    sendProblem(request, response, toFailure(fromRefusal(kept)));
    return true;
  } catch {
    return false;
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const UUID_LENGTH = 36;
const PLACEHOLDER = /\{\w+\}$/;

type Finder = (request: IncomingMessage) => Found | undefined;

/** Finds operations by a path that is theirs alone: literal, or with an id at its end. */
function createFinder(routes: readonly AnyRoute[]): Finder {
  const literals = new Map<string, KeptRoute>();
  const beforeId = new Map<string, KeptRoute>();
  for (const route of routes) {
    const rule = route.cacheable;
    if (rule !== undefined) {
      const template = pathTemplate(route);
      const kept = { route, rule, template };
      if (PLACEHOLDER.test(template)) beforeId.set(template.replace(PLACEHOLDER, ''), kept);
      else literals.set(template, kept);
    }
  }
  return (request) => {
    const { method, url: address = '' } = request;
    if ((method !== 'GET' && method !== 'HEAD') || hasBody(request)) return undefined;
    const end = address.indexOf('?');
    const path = end === -1 ? address : address.slice(0, end);
    const literal = literals.get(path);
    if (literal !== undefined) return { ...literal, address, pathId: undefined };
    const pathId = path.slice(-UUID_LENGTH);
    const named = beforeId.get(path.slice(0, -UUID_LENGTH));
    if (named === undefined || !UUID.test(pathId)) return undefined;
    return { ...named, address, pathId };
  };
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || headers['content-length'] !== undefined;
}
