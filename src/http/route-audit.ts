import type { Database } from '../database/create-database.js';
import { currentContext } from '../observability/request-context.js';
import type { AuditTrail } from '../shared/audit-trail.js';
import { isProblem } from '../shared/errors.js';
import { isForCallers } from './access-rule.js';
import type { Answer } from './answer.js';
import type { AuditRule } from './audit-rule.js';
import type { AnyRoute, RouteResult } from './define-route.js';

/** What operations are recorded with. */
export interface RouteAuditDeps {
  readonly trail: AuditTrail;
  readonly unitOfWork: Database['unitOfWork'];
}

/** Records one operation, before anybody hears of its outcome. */
export interface RouteAudit {
  /**
   * Does the work and records it: a change in one transaction with it, a read right after. Throws
   * when that is not possible; the change is then undone, the answer not sent.
   */
  perform(params: unknown, work: () => Promise<RouteResult>): Promise<RouteResult>;
  /** Records that an answer was given once more. */
  repeated(params: unknown, answer: Answer): Promise<void>;
  /** Records a refusal: the operation is forbidden, or for this caller there is no such thing. */
  failed(params: unknown, error: unknown): Promise<void>;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const REFUSED: readonly number[] = [403, 404];

/** Undefined for an operation that is not recorded. Throws when it should be and cannot. */
export function createRouteAudit(
  { audit: rule, operationId, method, access }: AnyRoute,
  deps: RouteAuditDeps | undefined,
): RouteAudit | undefined {
  if (rule === undefined) return undefined;
  if (deps === undefined || !isForCallers(access)) {
    throw new Error(`${operationId} is to be recorded, and there is nobody to do it for.`);
  }
  const { action, subjectType } = rule;
  const record = (outcome: 'success' | 'denied', subjectIds: readonly string[]): Promise<void> =>
    deps.trail.record({ action, outcome, subjectType, subjectIds });
  const succeeded = (params: unknown, body: unknown): Promise<void> =>
    record('success', [...idsOfPath(params), ...idsOfBody(rule, body)]);
  return {
    async perform(params, work) {
      const recorded = async (): Promise<RouteResult> => {
        const result = await work();
        await succeeded(params, result.body);
        return result;
      };
      const isAlone = method === 'get' || rule.afterwards === true;
      return isAlone ? recorded() : deps.unitOfWork.run(recorded);
    },
    async repeated(params, { body }) {
      await succeeded(params, body === undefined ? undefined : JSON.parse(body.toString()));
    },
    async failed(params, error) {
      if (!isProblem(error) || !REFUSED.includes(error.output.statusCode)) return;
      // Those who run the product belong to no organization, and are let into none.
      if (currentContext()?.organizationId === undefined) return;
      await record('denied', idsOfPath(params));
    },
  };
}

/** What is not an id may be anything, also a name. */
function idsOf(values: readonly unknown[]): string[] {
  return values.flatMap((value) =>
    typeof value === 'string' && UUID.test(value) ? [value.toLowerCase()] : [],
  );
}

function idsOfPath(params: unknown): string[] {
  return isRecord(params) ? idsOf(Object.values(params)) : [];
}

function idsOfBody({ idFields = ['id'], listField = 'data' }: AuditRule, body: unknown): string[] {
  if (!isRecord(body)) return [];
  const list = body[listField];
  const rows: readonly unknown[] = Array.isArray(list) ? list : [body];
  return rows.flatMap((row) => (isRecord(row) ? idsOf(idFields.map((field) => row[field])) : []));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
