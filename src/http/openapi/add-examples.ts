import { ExampleFinder } from './example-of.js';
import { isJsonObject, objectAt } from './json-value.js';
import type { JsonObject } from './json-value.js';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/** Gives, in place, every body and answer without an example one made of its schema. */
export function addExamples(document: JsonObject): void {
  const finder = new ExampleFinder(document);
  for (const media of mediaTypesOf(document)) {
    if ('example' in media || 'examples' in media) continue;
    const example = finder.find(objectAt(media, 'schema'));
    if (example !== undefined) media['example'] = example;
  }
}

/** Every media type of every operation, of bodies and of answers. */
export function mediaTypesOf(document: JsonObject): JsonObject[] {
  const items = Object.values(objectAt(document, 'paths')).filter(isJsonObject);
  const operations = items.flatMap((item) => METHODS.map((method) => objectAt(item, method)));
  return operations.flatMap((operation) =>
    [
      objectAt(operation, 'requestBody'),
      ...Object.values(objectAt(operation, 'responses')).filter(isJsonObject),
    ].flatMap((holder) => Object.values(objectAt(holder, 'content')).filter(isJsonObject)),
  );
}
