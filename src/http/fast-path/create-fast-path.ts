import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { runInContext } from '../../observability/request-context.js';
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
import type { KeptAnswers } from './kept-answer.js';
import { keptKeyOf } from './kept-key.js';
import { sendKept } from './send-kept.js';

interface FastPathDeps {
  readonly routes: readonly AnyRoute[];
  readonly entrance: Entrance;
  readonly admit: Admission;
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
 */
export function createFastPath(deps: FastPathDeps, next: RequestListener): RequestListener {
  const find = createFinder(deps.routes);
  return (request, response) => {
    const found = find(request);
    if (found === undefined || malformedRequest(request) !== undefined) {
      next(request, response);
      return;
    }
    const state = deps.entrance.open(request, response);
    const exchange = { request, response, state };
    void runInContext(state.context, () => tryToAnswer(deps, found, exchange)).then(
      (isAnswered) => {
        if (!isAnswered) next(request, response);
      },
    );
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly state: RequestState;
}

/** False when somebody else has to answer; what failed will then fail there, and be told. */
async function tryToAnswer(
  { admit, answers }: FastPathDeps,
  { route, rule, template, address, pathId }: Found,
  { request, response, state }: Exchange,
): Promise<boolean> {
  try {
    const principal = await admit(route, request, state);
    if (principal === undefined || principal.kind === 'ops') return false;
    const named = keptKeyOf(rule, { request, address, pathId, principal });
    const kept = named && (await answers.atHand(named.key, named.guard));
    if (kept === undefined) return false;
    state.route = template;
    if (isBytes(kept)) await sendKept(request, response, kept);
    else sendProblem(request, response, toFailure(fromRefusal(kept)));
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
