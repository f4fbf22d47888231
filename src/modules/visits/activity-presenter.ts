import { isProblem } from '../../shared/errors.js';
import type { Recorded } from './activity-service.js';
import type { BatchResult } from './visit-movement.js';

/** What is answered to one activity, or to several. */
export interface ActivityAnswer {
  readonly status: number;
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;
}

/** 201 with the outcome of one; 207 with a result for each of several, in their order. */
export function presentRecorded(recorded: Recorded): ActivityAnswer {
  if ('results' in recorded) {
    return { status: 207, body: { results: recorded.results.map(presentResult) }, headers: {} };
  }
  const headers = { Location: `/api/v1/visits/${recorded.visitId}` };
  return { status: 201, body: recorded, headers };
}

function presentResult(result: BatchResult): object {
  if (!isProblem(result)) return { status: 201, ...result };
  const { output, data, message } = result;
  return { status: output.statusCode, code: data?.code, detail: message };
}
