import { plainName } from './import-column-rules.js';
import type { FindShowroom } from './import-row-rules.js';
import type { Import, ImportShowroom } from './import-types.js';

/** What imports need of the showrooms. */
export interface ShowroomList {
  all(caller: {
    readonly showroomIds: 'all' | readonly string[];
  }): Promise<readonly ImportShowroom[]>;
}

/** Finds the showrooms that files name. */
export class ShowroomFinder {
  constructor(private readonly showrooms: ShowroomList) {}

  /** By id or name, of those to which whoever asked for the import has access. */
  async finder({
    access,
    showroomId,
  }: Pick<Import, 'access' | 'showroomId'>): Promise<FindShowroom> {
    const known = new Map<string, ImportShowroom>();
    for (const showroom of await this.showrooms.all({ showroomIds: access })) {
      known.set(showroom.id, showroom);
      known.set(plainName(showroom.name), showroom);
    }
    const own = showroomId === null ? undefined : known.get(showroomId);
    return (name) =>
      name === undefined ? own : (known.get(name.toLowerCase()) ?? known.get(plainName(name)));
  }
}
