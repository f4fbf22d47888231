/** A JSON column as drivers give it: read already, or its text. */
export type Json<T> = T | string;

/** JSON as a value, whether the driver has read it already or not. */
export function parsed<T>(value: Json<T>): T {
  return typeof value === 'string' ? (JSON.parse(value) as T) : value;
}
