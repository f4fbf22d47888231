import type { FeedPhoto } from './feed-types.js';

/** A picture as stored: with `{width}` in its address it is a template for `sizes`. */
export interface StoredPhoto extends FeedPhoto {
  readonly sizes?: readonly number[];
}

const WIDTH = /\{width\}|%7Bwidth%7D/gi;

/** Pictures that can be fetched: a template at its largest size, or not at all without sizes. */
export function feedPhotos(photos: readonly StoredPhoto[]): readonly FeedPhoto[] {
  return photos.flatMap(({ url, alt, sizes = [] }) => {
    if (url.search(WIDTH) === -1) return [{ url, alt }];
    if (sizes.length === 0) return [];
    return [{ url: url.replace(WIDTH, String(Math.max(...sizes))), alt }];
  });
}
