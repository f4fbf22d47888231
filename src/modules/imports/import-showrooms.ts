import type { Page } from '../../shared/pagination.js';
import { encodeCursor } from '../../shared/pagination.js';
import { plainName } from './import-column-rules.js';
import type { FindShowroom } from './import-row-rules.js';
import type { Import, ImportShowroom } from './import-types.js';

/** What imports need of the showrooms. */
export interface ShowroomList {
  list(
    caller: { readonly showroomIds: 'all' | readonly string[] },
    query: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<Page<ImportShowroom>>;
}

const PAGE = 100;

/** Finds the showrooms that files name. */
export class ShowroomFinder {
  constructor(
    private readonly showrooms: ShowroomList,
    private readonly cursorsOf: unknown,
  ) {}

  /** By id or name, of those to which whoever asked for the import has access. */
  async finder({
    access,
    showroomId,
  }: Pick<Import, 'access' | 'showroomId'>): Promise<FindShowroom> {
    const known = new Map<string, ImportShowroom>();
    for (const showroom of await this.all(access)) {
      known.set(showroom.id, showroom);
      known.set(plainName(showroom.name), showroom);
    }
    const own = showroomId === null ? undefined : known.get(showroomId);
    return (name) =>
      name === undefined ? own : (known.get(name.toLowerCase()) ?? known.get(plainName(name)));
  }

  private async all(showroomIds: Import['access']): Promise<ImportShowroom[]> {
    const found: ImportShowroom[] = [];
    let cursor: string | undefined;
    do {
      const page: Page<ImportShowroom> = await this.showrooms.list(
        { showroomIds },
        { limit: PAGE, cursor },
      );
      found.push(...page.rows);
      cursor = page.next === undefined ? undefined : encodeCursor(page.next, this.cursorsOf);
    } while (cursor !== undefined);
    return found;
  }
}
