import type { AuditOutcome, AuditTrail } from '../../shared/audit-trail.js';
import type { Logger } from '../../observability/logger.js';

interface KnownClient {
  readonly clientId: string;
  readonly organizationId: string;
}

interface ClientAuditDeps {
  readonly trail: AuditTrail;
  readonly logger: Pick<Logger, 'error'>;
}

/** Which programs were given tokens, and which were not. */
export class ClientAudit {
  constructor(private readonly deps: ClientAuditDeps) {}

  /** Records a token; throws when it could not be kept: then none may be given. */
  async issued(client: KnownClient): Promise<void> {
    const actor = { type: 'integration', id: client.clientId };
    await this.deps.trail.record({ ...entryOf(client, 'success'), actor });
  }

  /** Records that somebody came with the wrong secret, beside the answer; a failure is logged. */
  refused(client: KnownClient): void {
    const entry = { ...entryOf(client, 'failure'), actor: { type: 'anonymous' } };
    this.deps.trail.record(entry).catch((error: unknown) => {
      const { clientId } = client;
      this.deps.logger.error({ err: error, clientId }, 'a refused token was not recorded');
    });
  }
}

function entryOf({ clientId, organizationId }: KnownClient, outcome: AuditOutcome) {
  const subject = { subjectType: 'api_client', subjectIds: [clientId] };
  return { action: 'auth.token', outcome, organizationId, ...subject };
}
