import { mayEnterShowroom } from '../../shared/principal.js';
import { plainName } from './import-column-rules.js';
import type { FindShowroom } from './import-row-rules.js';
import { cellsIn } from './import-value-rules.js';
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

  /**
   * By id or name, of those to which whoever asked for the import has access. What is no showroom
   * of the group is a code of the dealer's own, and means that of the import, if there is one and
   * the column was not mapped by hand.
   */
  async finder({
    access,
    showroomId,
    mapping,
  }: Pick<Import, 'access' | 'showroomId' | 'mapping'>): Promise<FindShowroom> {
    const known = new Map<string, ImportShowroom>();
    for (const showroom of await this.showrooms.all({ showroomIds: 'all' })) {
      known.set(showroom.id, showroom);
      known.set(plainName(showroom.name), showroom);
    }
    const own = showroomId === null ? undefined : known.get(showroomId);
    const otherwise = Object.values(mapping).includes('showroom') ? undefined : own;
    return (name) => {
      if (name === undefined) return own;
      const named = namedOf(name, known);
      if (named === undefined) return otherwise;
      return mayEnterShowroom({ showroomIds: access }, named.id) ? named : undefined;
    };
  }
}

function namedOf(
  text: string,
  known: ReadonlyMap<string, ImportShowroom>,
): ImportShowroom | undefined {
  for (const name of cellsIn(text)) {
    const showroom = known.get(name.toLowerCase()) ?? known.get(plainName(name));
    if (showroom !== undefined) return showroom;
  }
  return undefined;
}
