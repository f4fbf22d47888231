import { atWidth, hasWidth } from '../vehicles/index.js';
import type { FeedPhoto } from './feed-types.js';

/** A picture as stored: with `{width}` in its address it is a template for `sizes`. */
export interface StoredPhoto extends FeedPhoto {
  readonly sizes?: readonly number[];
}

/** Pictures that can be fetched: a template at its largest size, or not at all without sizes. */
export function feedPhotos(photos: readonly StoredPhoto[]): readonly FeedPhoto[] {
  return photos.flatMap(({ url, alt, sizes = [] }) => {
    if (!hasWidth(url)) return [{ url, alt }];
    return sizes.length === 0 ? [] : [{ url: atWidth(url, Math.max(...sizes)), alt }];
  });
}
