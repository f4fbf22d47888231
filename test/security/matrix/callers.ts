import type { Person } from '../../support/dealer-group.js';
import { makeIntegration, makeKey, tokenOf } from '../../api/auth/machines.js';
import type { Integration } from '../../api/auth/machines.js';
import { opsToken } from './ops-token.js';
import { scopesOf } from './specification.js';
import type { Operation } from './specification.js';
import type { World } from './world.js';

/** Somebody who calls, as declarations name him. */
export interface Caller {
  readonly name: string;
  readonly type: string;
  readonly token?: string;
  /** Whose organization he is of; absent for those who are of none. */
  readonly world?: World;
  /** Showrooms of that organization to which he has access. */
  readonly showrooms: 'all' | 'first';
  /** True for one whose organization is not the one whose things he asks for. */
  readonly isForeign?: true;
  /** What he was granted; absent for those who are of no organization. */
  readonly scopes?: ReadonlySet<string>;
}

/** All kinds of callers of one world, and those who are of none. */
export class Callers {
  private constructor(
    readonly all: readonly Caller[],
    private readonly world: World,
    private readonly integration: Integration,
  ) {}

  /** Callers with credentials of the product's own making. */
  static async of(world: World, other: World, operations: readonly Operation[]): Promise<Callers> {
    const { app, group } = world.office;
    const { showroomId, manager, rep } = world.first;
    const scopes = scopesOf(operations, 'integration');
    const integration = await makeIntegration(app, group, [...scopes]);
    const bound = await makeIntegration(app, group, [...scopes], { showroomId });
    const person = (type: string, { token }: Person, of = world): Caller => ({
      ...{ name: type, type, token, world: of, scopes: scopesOf(operations, type) },
      showrooms: type === 'admin' ? 'all' : 'first',
    });
    const program = (type: string, token: string, showrooms: 'all' | 'first'): Caller => ({
      ...{ name: type, type, token, world, showrooms, scopes: scopesOf(operations, type) },
    });
    const stranger = person('admin', other.office.group.admin, other);
    return new Callers(
      [
        { name: 'anonymous', type: 'anonymous', showrooms: 'first' },
        { name: 'ops', type: 'ops', token: await opsToken(app), showrooms: 'first' },
        program('website', await makeKey(app, group, { kind: 'website' }), 'all'),
        program('kiosk', await makeKey(app, group, { kind: 'kiosk', showroomId }), 'first'),
        program('integration', await tokenOf(app, integration), 'all'),
        {
          ...program('integration', await tokenOf(app, bound), 'first'),
          name: 'integration of one showroom',
        },
        person('sales_rep', rep.person),
        person('sales_manager', manager),
        person('admin', group.admin),
        { ...stranger, name: 'admin of another organization', isForeign: true },
      ],
      world,
      integration,
    );
  }

  /** The integration, with everything but one scope; undefined where it cannot have that scope. */
  async without(scope: string): Promise<Caller | undefined> {
    const full = this.all.find(({ name }) => name === 'integration');
    if (full?.scopes?.has(scope) !== true) return undefined;
    const scopes = new Set([...full.scopes].filter((other) => other !== scope));
    const { app } = this.world.office;
    const token = await tokenOf(app, this.integration, [...scopes].join(' '));
    return { ...full, name: `integration without ${scope}`, token, scopes };
  }

  /** One of them by name. */
  named(name: string): Caller {
    const caller = this.all.find((one) => one.name === name);
    if (caller === undefined) throw new Error(`There is no caller ${name}.`);
    return caller;
  }
}
