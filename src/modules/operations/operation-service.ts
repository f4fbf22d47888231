import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { Clock } from '../../shared/clock.js';
import { notFound } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Page } from '../../shared/pagination.js';
import { actorIdOf } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import { operationUpdated } from './operation-events.js';
import { maySeeOperation } from './operation-policy.js';
import type { OperationReadModel } from './operation-read-model.js';
import type { OperationRepository } from './operation-repository.js';
import type {
  Operation,
  OperationError,
  OperationProgress,
  OperationRow,
  OperationRowQuery,
} from './operation-types.js';

interface OperationServiceDeps {
  readonly repository: OperationRepository;
  readonly readModel: OperationReadModel;
  readonly unitOfWork: UnitOfWork;
  readonly events: Pick<EventPublisher, 'publish'>;
  readonly clock: Clock;
}

/** What an operation is begun with. */
export interface NewOperation {
  /** Where the id had to be known before; a new one if absent. */
  readonly id?: string | undefined;
  readonly type: string;
  readonly showroomId?: string | undefined;
}

/** Long work of any module: begun and advanced by it, read by whoever asked for it. */
export class OperationService {
  constructor(private readonly deps: OperationServiceDeps) {}

  /** Notes that somebody has asked for work; joins the caller's run, as all that follows. */
  async start(principal: Principal, input: NewOperation): Promise<Operation> {
    const { id = newId(), type, showroomId } = input;
    const { unitOfWork, repository, events, clock } = this.deps;
    const operation: Operation = {
      ...{ id, type, status: 'pending', progress: 0, processed: 0 },
      startedBy: actorIdOf(principal),
      isUsers: principal.kind === 'user',
      ...(showroomId === undefined ? {} : { showroomId }),
      createdAt: clock.now(),
    };
    await unitOfWork.run(async () => {
      await repository.insert(operation);
      await events.publish({ ...operationUpdated(operation), version: 1 });
    });
    return operation;
  }

  /** Stores how far it is, and tells of it when `tell`: not more often than anybody can read. */
  async advance(operationId: string, progress: OperationProgress, tell: boolean): Promise<void> {
    const { unitOfWork, repository, events } = this.deps;
    await unitOfWork.run(async () => {
      await repository.saveProgress(operationId, progress);
      if (!tell) return;
      const operation = await repository.find(operationId);
      if (operation !== undefined) await events.publish(operationUpdated(operation));
    });
  }

  /** Adds results of rows that follow one another from `position` on. */
  async addRows(
    operationId: string,
    position: number,
    rows: readonly OperationRow[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const { unitOfWork, repository } = this.deps;
    await unitOfWork.run(() => repository.addRows(operationId, position, rows));
  }

  /** Ends it well; without effect when it has ended already. */
  async succeed(operationId: string, result: Operation['result'] & object): Promise<void> {
    await this.end(operationId, { status: 'succeeded', progress: 1, result });
  }

  /** Ends it as failed; without effect when it has ended already. */
  async fail(operationId: string, error: OperationError): Promise<void> {
    await this.end(operationId, { status: 'failed', error });
  }

  /** The operation; 404 when there is none that the caller may see. */
  async get(principal: Principal, operationId: string): Promise<Operation> {
    const operation = await this.deps.repository.find(operationId);
    if (operation === undefined || !maySeeOperation(principal, operation)) {
      throw notFound('operation');
    }
    return operation;
  }

  /** One page of what became of its rows. */
  async rows(
    principal: Principal,
    operationId: string,
    query: OperationRowQuery,
  ): Promise<Page<OperationRow>> {
    await this.get(principal, operationId);
    return this.deps.readModel.rows(operationId, query);
  }

  private async end(operationId: string, change: Partial<Operation>): Promise<void> {
    const { unitOfWork, repository, events, clock } = this.deps;
    await unitOfWork.run(async () => {
      const operation = await repository.lock(operationId);
      if (operation === undefined) throw notFound('operation');
      if (operation.finishedAt !== undefined) return;
      const ended = { ...operation, ...change, finishedAt: clock.now() };
      await repository.saveEnd(ended);
      await events.publish(operationUpdated(ended));
    });
  }
}
