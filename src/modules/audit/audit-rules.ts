import type { AuditEntry } from '../../shared/audit-trail.js';
import { isId } from '../../shared/ids.js';
import { callerTypeOf } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';

const ACTION = /^[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9_-]*)+$/;
const NAME = /^[a-z][a-z_]*$/;

/** What customers are served with: what managers other than administrators may follow. */
const CUSTOMER_SUBJECTS: readonly string[] = [
  'customer',
  'lead',
  'visit',
  'floor',
  'test_drive',
  'hold',
  'transfer',
  'deal',
  'message',
  'notification',
  'conversation',
];

/**
 * Throws when an entry could hold a personal value: its words are the code's own, everything else
 * is a UUID. That is a programming error.
 */
export function checkEntry({ action, subjectType, subjectIds = [], actor }: AuditEntry): void {
  if (!ACTION.test(action)) throw new Error('The action of an audit entry has not its form.');
  if (subjectType !== undefined && !NAME.test(subjectType)) {
    throw new Error(`The subject type of ${action} has not its form.`);
  }
  if (actor !== undefined && !NAME.test(actor.type)) {
    throw new Error(`The actor type of ${action} has not its form.`);
  }
  const ids = actor?.id === undefined ? subjectIds : [...subjectIds, actor.id];
  if (!ids.every(isId)) throw new Error(`${action} names something that is no id.`);
}

/** The subject types of which a caller may see events; undefined: of all, and of none. */
export function subjectTypesFor(principal: Principal): readonly string[] | undefined {
  return callerTypeOf(principal) === 'admin' ? undefined : CUSTOMER_SUBJECTS;
}
