import { stringify } from 'yaml';
import type { JsonObject } from './json-value.js';

/** A document as it is committed and served. */
export function documentYaml(document: JsonObject): string {
  return stringify(document, { lineWidth: 100, aliasDuplicateObjects: false });
}
