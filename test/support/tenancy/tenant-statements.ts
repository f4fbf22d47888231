import { scopesOf } from './statement-scopes.js';
import type { StatementScope } from './statement-scopes.js';

const COLUMN = 'organization_id';
const NAME = String.raw`(?:(\w+)\.)?organization_id`;
const OTHER = String.raw`(\$?\w[\w.]*|\?)`;
const COMPARED = new RegExp(String.raw`\b${NAME}\s*(?:=|>=|<=|in\s*\()\s*${OTHER}`, 'gi');
const COMMA_JOIN = /\bfrom\s+\w+(?:\s+(?:as\s+)?\w+)?\s*,/i;
const COMPARED_THE_OTHER_WAY = new RegExp(String.raw`${OTHER}\s*=\s*${NAME}`, 'gi');

interface Comparison {
  /** The table it is the organization of; absent where the name stands alone. */
  readonly alias: string | undefined;
  readonly other: string;
}

/**
 * What keeps a statement from being one tenant's only: each tenant's table must have its
 * organization compared or inserted, and each SELECT, UPDATE and DELETE must compare it with
 * something from outside: a parameter, or the statement around it. Empty when nothing is wrong;
 * what this does not understand counts as wrong.
 */
export function tenantFaults(sql: string, tenantTables: ReadonlySet<string>): readonly string[] {
  return scopesOf(sql).flatMap((scope) => scopeFaults(scope, tenantTables));
}

/** The tenants' tables that a statement touches. */
export function tenantTablesOf(sql: string, tenantTables: ReadonlySet<string>): readonly string[] {
  const tables = scopesOf(sql).flatMap((scope) => scope.tables.map(({ table }) => table));
  return [...new Set(tables)].filter((table) => tenantTables.has(table));
}

function scopeFaults(scope: StatementScope, tenantTables: ReadonlySet<string>): readonly string[] {
  const tenants = scope.tables.filter(({ table }) => tenantTables.has(table));
  if (tenants.length === 0) return [];
  if (scope.insertedColumns !== undefined) {
    const [target] = tenants;
    return scope.insertedColumns.includes(COLUMN) ? [] : [`${target?.table} without organization`];
  }
  const comparisons = comparisonsOf(scope.text);
  const loose = tenants.filter(
    ({ alias }) => !comparisons.some((found) => isOf(found, alias, tenants.length === 1)),
  );
  const own = new Set(scope.tables.map(({ alias }) => alias));
  const isBound = comparisons.some(({ other }) => isFromOutside(other, own));
  return [
    ...(COMMA_JOIN.test(scope.text) ? ['joins by comma, which is not understood here'] : []),
    ...loose.map(({ table }) => `${table} without organization`),
    ...(isBound ? [] : ['bound to no organization']),
  ];
}

function comparisonsOf(text: string): readonly Comparison[] {
  const forward = [...text.matchAll(COMPARED)].map(([, alias, other = '']) => ({ alias, other }));
  const backward = [...text.matchAll(COMPARED_THE_OTHER_WAY)].map(([, other = '', alias]) => ({
    alias,
    other,
  }));
  return [...forward, ...backward];
}

/** A name without a table is clear only where there is one tenant's table. */
function isOf({ alias, other }: Comparison, wanted: string, isAlone: boolean): boolean {
  if (alias === undefined) return isAlone;
  return alias === wanted || other === `${wanted}.${COLUMN}`;
}

function isFromOutside(other: string, own: ReadonlySet<string>): boolean {
  if (other.startsWith('$') || other === '?') return true;
  const [alias = '', column] = other.split('.');
  return column === COLUMN && !own.has(alias);
}
