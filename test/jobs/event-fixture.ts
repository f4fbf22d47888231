import { pino } from 'pino';
import { workerPoolLimits } from '../../src/database/create-database.js';
import type { Database } from '../../src/database/create-database.js';
import { createEventRuntime } from '../../src/events/create-event-runtime.js';
import type { EventRuntime, EventRuntimeDeps } from '../../src/events/create-event-runtime.js';
import { EventPublisher } from '../../src/events/event-publisher.js';
import type { DomainEvent, EventSubscriber, NewEvent } from '../../src/events/event.js';
import { LocalWakeBus, WAKE_JOBS, WAKE_RELAY } from '../../src/events/wake-bus.js';
import type { WakeBus } from '../../src/events/wake-bus.js';
import { JobQueue } from '../../src/jobs/job-queue.js';
import type { NewJob } from '../../src/jobs/job.js';
import { asOrganization, asSystem } from '../../src/observability/request-context.js';
import { newId } from '../../src/shared/ids.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';
import { MovableClock } from './movable-clock.js';

/** One effect that a subscriber, a job or a schedule has left behind. */
export interface Effect {
  readonly who: string;
  readonly what: string;
}

type RuntimeParts = Partial<
  Pick<
    EventRuntimeDeps,
    'subscribers' | 'mappings' | 'jobs' | 'schedules' | 'wakeBus' | 'registry' | 'logger'
  >
>;

/** A schema, a clock, and as many runtimes over them as a test wants. */
export class EventFixture {
  readonly organizationId = newId();
  readonly clock = new MovableClock();
  readonly bus = new LocalWakeBus();
  readonly logger = pino({ level: 'silent' });
  private readonly runtimes: EventRuntime[] = [];

  private constructor(
    readonly schema: TestDatabase,
    readonly database: Database,
  ) {}

  static async create(): Promise<EventFixture> {
    const schema = await createTestDatabase();
    await schema.run(`CREATE TABLE effects (
      id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      who VARCHAR(64) NOT NULL,
      what VARCHAR(128) NOT NULL
    )`);
    return new EventFixture(schema, schema.open(workerPoolLimits));
  }

  /** Starts a runtime with a pool of its own, as another process would have. */
  start(parts: RuntimeParts, database = this.schema.open(workerPoolLimits)): EventRuntime {
    const runtime = createEventRuntime({
      database,
      clock: this.clock,
      logger: this.logger,
      wakeBus: this.bus,
      subscribers: [],
      mappings: [],
      jobs: [],
      schedules: [],
      ...parts,
    });
    this.runtimes.push(runtime);
    runtime.start();
    return runtime;
  }

  /** Stops all runtimes and forgets everything that was stored. */
  async reset(): Promise<void> {
    await Promise.all(this.runtimes.splice(0).map((runtime) => runtime.stop()));
    const tables = ['effects', 'deliveries', 'events', 'room_events', 'room_heads', 'jobs'];
    for (const table of [...tables, 'schedules']) await this.schema.run(`DELETE FROM ${table}`);
  }

  async drop(): Promise<void> {
    await Promise.all(this.runtimes.splice(0).map((runtime) => runtime.stop()));
    await this.schema.drop();
  }

  publisher(database = this.database, bus: WakeBus = this.bus): EventPublisher {
    const { rawDb, unitOfWork } = database;
    const wakeRelay = (): void => bus.publish(WAKE_RELAY);
    return new EventPublisher({ rawDb, unitOfWork, clock: this.clock, wakeRelay });
  }

  /** Publishes in a run of its own, in the fixture's organization. */
  publish(event: Partial<NewEvent> = {}, publisher = this.publisher()): Promise<string> {
    const full = { stream: 'thing', streamId: newId(), type: 'thing.done', data: {}, ...event };
    return this.run(() => publisher.publish(full));
  }

  queue(database = this.database): JobQueue {
    const { rawDb, unitOfWork } = database;
    const wakeJobs = (): void => this.bus.publish(WAKE_JOBS);
    return new JobQueue({ rawDb, unitOfWork, clock: this.clock, wakeJobs });
  }

  /** Enqueues in a run of its own, due now. */
  enqueue(job: Partial<NewJob> = {}): Promise<void> {
    const full = { type: 'thing.do', payload: {}, runAt: this.clock.now(), ...job };
    return this.run(() => this.queue().enqueue(full));
  }

  run<T>(fn: () => Promise<T>): Promise<T> {
    return asOrganization(this.organizationId, () => this.database.unitOfWork.run(fn));
  }

  /** Leaves a trace in the transaction under way. */
  async leave(database: Database, who: string, what: string): Promise<void> {
    await database.rawDb.execute('INSERT INTO effects (who, what) VALUES ($who, $what)', {
      who,
      what,
    });
  }

  /** A subscriber whose effect is a row with the event's `data.n`. */
  subscriber(database: Database, parts: Partial<EventSubscriber> = {}): EventSubscriber {
    const name = parts.name ?? 'test.record';
    return {
      name,
      types: ['thing.done'],
      handle: (event: DomainEvent) =>
        this.leave(database, name, `${event.streamId} ${String(event.data['n'])}`),
      ...parts,
    };
  }

  async effects(who?: string): Promise<Effect[]> {
    const rows = await this.select<Effect>('SELECT who, what FROM effects ORDER BY id');
    return who === undefined ? rows : rows.filter((row) => row.who === who);
  }

  select<Row extends object>(sql: string): Promise<Row[]> {
    return asSystem('test', () => this.database.rawDb.select<Row>(sql));
  }
}
