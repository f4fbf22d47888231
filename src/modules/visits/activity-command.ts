import { z } from 'zod';
import type { Answer } from '../../http/answer.js';
import { idSchema } from '../../http/common-schema.js';
import type { IdempotencyStore } from '../../http/idempotency-store.js';
import type { SocketCommand } from '../../realtime/realtime-ports.js';
import type { UserPrincipal } from '../../shared/principal.js';
import { activityFrames, idempotencyKeySchema } from './activity-frame-schema.js';
import { toActivities } from './activity-input.js';
import { presentRecorded } from './activity-presenter.js';
import { activityRequestSchema } from './activity-schema.js';
import type { ActivityService } from './activity-service.js';

const aboutSchema = z.looseObject({
  showroomId: idSchema,
  idempotencyKey: idempotencyKeySchema.optional(),
});

/** The body of `POST …/activities`, and beside it the showroom and, if wished, the key. */
const payloadSchema = aboutSchema.transform(({ showroomId, idempotencyKey, ...rest }, context) => {
  const parsed = activityRequestSchema.safeParse(rest);
  if (parsed.success) return { showroomId, idempotencyKey, body: parsed.data };
  for (const { path, message } of parsed.error.issues) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
  return z.NEVER;
});

type Payload = z.output<typeof payloadSchema>;

interface ActivityCommandDeps {
  readonly activities: ActivityService;
  readonly idempotency: IdempotencyStore;
}

/**
 * `ACTIVITY` over a socket: answered by `ACTIVITY_RECORDED` with the body that the POST would
 * have had. A key makes it the same request as that POST: sent again over either way, it has one
 * effect and one answer; it comes back with the answer, so that a client knows which it is. A
 * frame without a key counts each time that it is sent.
 */
export function activityCommand(deps: ActivityCommandDeps): SocketCommand<typeof payloadSchema> {
  return {
    type: 'ACTIVITY',
    frames: activityFrames,
    payload: payloadSchema,
    handle: async (principal: UserPrincipal, payload: Payload) => {
      const { idempotencyKey } = payload;
      const { body } = await answerOf(deps, principal, payload);
      const told = JSON.parse(String(body)) as object;
      const answer = idempotencyKey === undefined ? told : { ...told, idempotencyKey };
      return { type: 'ACTIVITY_RECORDED', payload: answer };
    },
  };
}

async function answerOf(
  { activities, idempotency }: ActivityCommandDeps,
  principal: UserPrincipal,
  { showroomId, idempotencyKey, body }: Payload,
): Promise<Answer> {
  const told = toActivities(body);
  const showroom = await activities.admit(principal, showroomId, told);
  const work = async (): Promise<Answer> => {
    const answer = presentRecorded(await activities.take(showroom, told));
    const headers = { ...answer.headers, 'Content-Type': 'application/json' };
    return { status: answer.status, headers, body: JSON.stringify(answer.body) };
  };
  if (idempotencyKey === undefined) return work();
  const path = `/api/v1/showrooms/${showroomId}/activities`;
  const request = { method: 'POST', path, query: {}, body };
  const keyed = { ...request, key: idempotencyKey, principalId: principal.userId };
  return activities.isRepeatable(told)
    ? idempotency.runRepeatable(keyed, work)
    : idempotency.run(keyed, work);
}
