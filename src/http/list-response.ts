import { encodeCursor } from '../shared/pagination.js';
import type { Page } from '../shared/pagination.js';

/** What a list is answered from. */
export interface ListInput<Row> {
  /** The caller's own address, as the route was given it. */
  readonly url: URL;
  readonly limit: number;
  /** The rows as presented, and where the next page begins. */
  readonly page: Page<Row>;
  /** What the cursor is bound to: filters and sort, without `cursor` and `limit`. */
  readonly filters: unknown;
  /** Given when it was asked for by `Prefer: count=exact`. */
  readonly total?: number | undefined;
}

/** The body of every list (`listSchema`). */
export interface ListBody<Row> {
  readonly data: readonly Row[];
  readonly page: {
    readonly limit: number;
    readonly hasMore: boolean;
    readonly nextCursor?: string;
    readonly total?: number;
  };
  readonly _links: Readonly<Record<string, { readonly href: string }>>;
}

/** Body and headers of a list; to be spread into a `RouteResult`. */
export interface ListResponse<Row> {
  readonly body: ListBody<Row>;
  readonly headers: Readonly<Record<string, string>>;
}

/** Builds a page with links that keep the caller's filters, in the body and as `Link` header. */
export function listResponse<Row>(input: ListInput<Row>): ListResponse<Row> {
  const { url, limit, page, filters, total } = input;
  const nextCursor = page.next === undefined ? undefined : encodeCursor(page.next, filters);
  const links = {
    self: { href: hrefOf(url, url.searchParams) },
    first: { href: hrefAt(url, undefined) },
    ...(nextCursor === undefined ? {} : { next: { href: hrefAt(url, nextCursor) } }),
  };
  const position = {
    limit,
    hasMore: nextCursor !== undefined,
    ...(nextCursor === undefined ? {} : { nextCursor }),
    ...(total === undefined ? {} : { total }),
  };
  return {
    body: { data: page.rows, page: position, _links: links },
    headers: headersOf(links, total),
  };
}

function hrefAt(url: URL, cursor: string | undefined): string {
  const query = new URLSearchParams(url.search);
  query.delete('cursor');
  if (cursor !== undefined) query.set('cursor', cursor);
  return hrefOf(url, query);
}

function hrefOf({ pathname }: URL, query: URLSearchParams): string {
  return query.size === 0 ? pathname : `${pathname}?${query.toString()}`;
}

function headersOf(
  links: Readonly<Record<string, { readonly href: string }>>,
  total: number | undefined,
): Record<string, string> {
  const values = Object.entries(links).map(([rel, { href }]) => `<${href}>; rel="${rel}"`);
  const headers: Record<string, string> = { Link: values.join(', ') };
  if (total !== undefined) headers['Preference-Applied'] = 'count=exact';
  return headers;
}
