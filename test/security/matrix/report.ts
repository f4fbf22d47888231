import type { Expected, Refusal } from './expectation.js';
import { codeOf } from './exchange.js';
import type { MatrixAnswer } from './exchange.js';

/** What did not come as declared. */
export interface Mismatch {
  readonly operation: string;
  readonly caller: string;
  readonly situation: string;
  readonly expected: string;
  readonly got: string;
}

/** Successes that the state of things refuses, each with its reason. */
const REFUSED_BY_STATE: Readonly<
  Record<string, { readonly status: number; readonly why: string }>
> = {
  acceptInvitation: { status: 410, why: 'the token of the example was never sent to anybody' },
  resetPassword: { status: 410, why: 'the token of the example was never sent to anybody' },
  issueToken: { status: 401, why: 'a caller who is no program proves nothing' },
};

/** Undefined when the answer is what was expected; else expected and got, in words. */
export function difference(
  operationId: string,
  expected: Expected,
  answer: Pick<MatrixAnswer, 'status' | 'body'>,
): Pick<Mismatch, 'expected' | 'got'> | undefined {
  const got = `${answer.status} ${codeOf(answer)}`.trim();
  if (expected === 'allowed') {
    const isDone = answer.status < 300 || REFUSED_BY_STATE[operationId]?.status === answer.status;
    return isDone ? undefined : { expected, got };
  }
  return fits(expected, answer) ? undefined : { expected: inWords(expected), got };
}

function fits({ status, codes }: Refusal, answer: Pick<MatrixAnswer, 'status' | 'body'>): boolean {
  if (!status.includes(answer.status)) return false;
  return codes === undefined || codes.includes(codeOf(answer));
}

function inWords({ status, codes = [] }: Refusal): string {
  return `${status.join(' or ')} ${codes.join(' or ')}`.trim();
}

/** All mismatches as one table; empty when there are none. */
export function table(mismatches: readonly Mismatch[]): string {
  const rows = mismatches.map((row) =>
    [row.operation, row.caller, row.situation, row.expected, row.got].join(' | '),
  );
  const heading = 'operation | caller | situation | expected | got';
  return rows.length === 0 ? '' : [heading, ...rows].join('\n');
}
